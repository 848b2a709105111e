"""The two OpenID providers of the country, and in what they differ."""

from dataclasses import dataclass

from mpp_sandbox.switches import Agency


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One provider.

    agency: its switch, path and the name of its key file     acr_usual, acr_face: how sure it says it is
    scopes: what it can release, and in which words it asks the person     salt: makes its subjects unlike another's
    names_issuer: whether an answer by way of the browser says from whom it comes (RFC 9207)
    """

    agency: Agency
    title: str
    short: str
    acr_usual: str
    acr_face: str
    usual_proof: str
    scopes: dict[str, str]
    salt: bytes
    names_issuer: bool

    @property
    def path(self) -> str:
        return f"/{self.agency}"

    def acr(self, wished: str) -> str:
        """Return the assurance of a sign-in that asked for `wished` (`acr_values`, words between spaces)."""
        return self.acr_face if self.acr_face in wished.split() else self.acr_usual


IKD = House(
    agency=Agency.IKD,
    title="Identitas Kependudukan Digital",
    short="IKD",
    acr_usual="urn:id:ikd:pin",
    acr_face="urn:id:ikd:face",
    usual_proof="PIN",
    scopes={
        "openid": "Bukti bahwa ini benar Anda",
        "profile": "Nama lengkap, tempat dan tanggal lahir, jenis kelamin",
        "nik": "Nomor Induk Kependudukan (NIK)",
        "phone": "Nomor telepon seluler",
        "email": "Alamat surel",
        "address": "Alamat sesuai KTP",
    },
    salt=b"mpp-sandbox ikd",
    names_issuer=False,
)

#: Knows no address and no place of birth; answers say from whom they come.
INAPAS = House(
    agency=Agency.INAPAS,
    title="INApas",
    short="INApas",
    acr_usual="urn:id:inapas:mfa",
    acr_face="urn:id:inapas:face",
    usual_proof="kata sandi dan kode",
    scopes={
        "openid": "Bukti bahwa ini benar Anda",
        "profile": "Nama lengkap dan tanggal lahir",
        "nik": "Nomor Induk Kependudukan (NIK)",
        "phone": "Nomor telepon seluler",
        "email": "Alamat surel",
    },
    salt=b"mpp-sandbox inapas",
    names_issuer=True,
)

HOUSES = (IKD, INAPAS)
