"""The secretariat at its calls: lists, drafting, opening, extending, closing."""
