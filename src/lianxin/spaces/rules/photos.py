"""Pictures that are taken: told by their first bytes, not by their name."""

#: Of one photo.
PHOTO_BYTES = 3_000_000

_BEGIN = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


def media_type(head: bytes) -> str:
    """From the first twelve bytes; "" for anything else."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for begin, kind in _BEGIN if head.startswith(begin)), "")
