"""Names for the generated part of the population. Indonesians often have one name only and no surname."""

from random import Random

from mpp_sandbox.population.people import Sex

WOMEN = (
    "Siti", "Dewi", "Rini", "Yuni", "Lestari", "Wulan", "Fitri", "Ratih", "Indah", "Sari", "Ningsih", "Aminah",
    "Maria", "Kartika", "Anisa", "Putri", "Ayu", "Rahmawati", "Nur'aeni", "Sulastri", "Marlina", "Herlina",
    "Fatimah", "Yuliana", "Rosalina", "Handayani", "Mulyani", "Pertiwi", "Sa'adah", "Kurniasih",
)  # fmt: skip
MEN = (
    "Budi", "Agus", "Dedi", "Eko", "Rudi", "Hendra", "Arif", "Yusuf", "Iwan", "Bayu", "Rahmat", "Slamet", "Joko",
    "Ahmad", "Taufik", "Ferdinan", "Yohanes", "Gunawan", "Santoso", "Hidayatullah", "Firmansyah", "Mas'ud",
    "Wijayanto", "Setiawan", "Nugroho", "Saputra", "Hakim", "Ramadhan", "Kusuma", "Ma'ruf",
)  # fmt: skip
BALINESE_ORDER = ("Wayan", "Made", "Nyoman", "Ketut", "Putu", "Kadek", "Komang")
PAPUAN_SURNAMES = ("Bakmam", "Yamkap", "Tuwer", "Amberom", "Sawmer", "Kaipman")

#: Of a hundred people, how many have a name of one, two, three, four and six words.
LENGTHS = (1,) * 14 + (2,) * 46 + (3,) * 30 + (4,) * 8 + (6,) * 2


def name_for(sex: Sex, region: str, dice: Random) -> str:
    """Return a plausible name for somebody of a demo region."""
    words = dice.sample(WOMEN if sex is Sex.FEMALE else MEN, dice.choice(LENGTHS))
    if region == "kabupaten-bangli":
        return " ".join(("Ni" if sex is Sex.FEMALE else "I", dice.choice(BALINESE_ORDER), *words[:3]))
    if region == "kabupaten-asmat":
        return " ".join((*words[:2], dice.choice(PAPUAN_SURNAMES)))
    return " ".join(words)
