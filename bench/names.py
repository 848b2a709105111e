"""What all parts of the bench agree on; made-up names. Plain values, so that a helper process needs no Django."""

from collections.abc import Sequence

REGION, SERVICE, VARIANT = "kota-banjar", "sip-perawat", "first"
FACILITY_CODE, FACILITY_NAME = "3279990001", "Puskesmas Contoh"
#: What the write guard is told while rows are put in.
LOADING = "bench.load"

GIVEN_NAMES: Sequence[str] = ("Siti", "Dewi", "Rina", "Agus", "Budi", "Wayan", "Made", "Yohana", "Ahmad", "Fitri")
FAMILY_NAMES: Sequence[str] = ("Contoh", "Hasanah", "Wibisana", "Rohaeni", "Situmorang", "Lestari", "Kogoya", "Pratama")

#: What every browser of the bench says it is; the sessions of officers are tied to it, and to the cookie below.
USER_AGENT = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
BROWSER = "a-browser-of-the-bench"
