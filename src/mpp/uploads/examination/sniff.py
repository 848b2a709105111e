"""What a document seems to be by how it begins; the door asks before it takes the rest. Standard library only."""

#: How a document of each kind begins.
BEGINNINGS = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
#: Brands of the ISO media files that are HEIF pictures (ISO/IEC 23008-12).
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
#: With so many bytes the kind is known.
ENOUGH = 12


def kind_by_beginning(data: bytes) -> str:
    """Return "pdf", "jpeg", "png" or "heif"; "" for anything else."""
    for kind, beginning in BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    return "heif" if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS else ""
