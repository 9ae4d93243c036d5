"""What is said where work needs more memory than it may take."""

from dabir.analysis.errors import RunError


def short_of_memory(what: str, *, needed: int, allowed: int) -> RunError:
    """Return what to raise; ``what`` begins the sentence, as “Rows that belong together”."""
    return RunError(
        f"{what} need about {in_words(needed)} of memory at once, and {in_words(allowed)} may be "
        f"taken. Run the same command again with --memory {in_words(needed * 5 // 4)}, or with "
        "--engine spark on more machines."
    )


def in_words(size: int) -> str:
    """Return an amount of memory as --memory takes it, rounded up: 7GB, 512MB."""
    if size >= 10 << 30:
        return f"{-(-size >> 30)}GB"
    return f"{max(1, -(-size >> 20))}MB"
