"""Compilations of what is proposed to a version: laid out, kept, merged, foreseen, dealt with."""
