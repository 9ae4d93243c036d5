"""Ready reasons: editing them, and offering them where a reason is asked for."""
