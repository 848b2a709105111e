"""What a person reads when signing in or the account refuses something."""

from django.utils.translation import gettext_lazy as _

from mpp.identity.operations.choose_capacity import FactorNeeded, NotYetAdmitted, PostNotHeld
from mpp.identity.operations.proving import ProofNeeded, SessionNotOpen
from mpp.identity.operations.remove_factor import LastOfOfficer
from mpp.identity.operations.send_code import TooManyCodes
from mpp.identity.operations.sign_in import (
    LinkedToAnother,
    NikMalformed,
    NotProven,
    PersonDeceased,
    PersonDuplicate,
    PersonInactive,
)
from mpp.identity.operations.use_entry_code import EntryCodeNotValid
from mpp.identity.operations.witness import OwnIdentity
from mpp.identity.ports import IdentityProviderUnavailable, SignInExpired, SignInMixedUp, SignInUntrusted
from mpp.identity.views.counter import RegistryUnavailable
from mpp.identity.views.refusals import SignInCancelled, SignInUnknown
from mpp.ui.errors import explain

explain(
    IdentityProviderUnavailable.code,
    title=_("Layanan identitas sedang tidak menjawab"),
    text=_("Gangguan ada di layanan identitas, bukan pada akun Anda. Coba lagi beberapa menit lagi."),
)
explain(
    SignInCancelled.code,
    title=_("Anda belum masuk"),
    text=_("Anda membatalkan, atau tidak menyetujui data yang diminta. Tidak ada data yang kami terima."),
)
explain(
    SignInUnknown.code,
    title=_("Proses masuk ini sudah tidak berlaku"),
    text=_(
        "Proses masuk hanya berlaku sepuluh menit, satu kali, dan di peramban yang memulainya. Silakan mulai dari awal."
    ),
)
explain(
    SignInExpired.code,
    title=_("Proses masuk ini sudah tidak berlaku"),
    text=_("Kode dari layanan identitas sudah terpakai atau kedaluwarsa. Silakan mulai dari awal."),
)
explain(
    SignInMixedUp.code,
    title=_("Jawaban datang dari layanan lain"),
    text=_(
        "Demi keamanan Anda kami menolaknya: jawaban bukan dari layanan identitas yang Anda pilih. "
        "Mulai lagi dari halaman ini, jangan dari tautan yang Anda terima."
    ),
)
explain(
    SignInUntrusted.code,
    title=_("Jawaban layanan identitas tidak dapat dipercaya"),
    text=_("Demi keamanan Anda kami menolaknya. Silakan mulai dari awal; bila terulang, sebutkan nomor rujukan."),
)
explain(
    NikMalformed.code,
    title=_("NIK dari layanan identitas tidak lengkap"),
    text=_("NIK harus 16 angka. Datanglah ke Disdukcapil dengan KTP-el Anda agar data identitas diperbaiki."),
)
explain(
    LinkedToAnother.code,
    title=_("Akun ini tertaut dengan orang lain"),
    text=_(
        "Identitas digital yang Anda pakai pernah dipakai dengan NIK lain. Kami tidak mengubahnya sendiri: "
        "hubungi petugas MPP dan sebutkan nomor rujukan."
    ),
)
explain(
    PersonDeceased.code,
    title=_("Data kependudukan menyatakan orang ini sudah meninggal"),
    text=_(
        "Karena itu akun ini tidak dapat dipakai. Bila Anda keluarganya, kami turut berduka: datanglah ke gerai MPP "
        "dengan akta kematian dan kartu keluarga; petugas menjelaskan bagaimana dengan permohonan yang masih berjalan. "
        "Bila ini keliru, datanglah ke Disdukcapil dengan KTP-el: kesalahan seperti ini dapat diperbaiki, "
        "dan setelah itu Anda dapat masuk lagi."
    ),
)
explain(
    PersonDuplicate.code,
    title=_("Data kependudukan Anda tercatat ganda"),
    text=_("Datanglah ke Disdukcapil agar satu data dipilih. Setelah itu Anda dapat masuk lagi."),
)
explain(
    PersonInactive.code,
    title=_("Data kependudukan Anda tidak aktif"),
    text=_("Datanglah ke Disdukcapil dengan KTP-el atau kartu keluarga. Setelah diaktifkan, Anda dapat masuk lagi."),
)
explain(
    PostNotHeld.code,
    title=_("Jabatan ini tidak Anda pegang hari ini"),
    text=_("Penugasan Anda mungkin berakhir atau belum mulai. Tanyakan kepada admin daerah Anda."),
)
explain(
    SessionNotOpen.code,
    title=_("Sesi ini sudah diakhiri"),
    text=_("Silakan masuk lagi."),
)
explain(
    FactorNeeded.code,
    title=_("Buktikan dulu bahwa ini Anda"),
    text=_(
        "Untuk bekerja dalam jabatan, Anda perlu passkey atau kode aplikasi autentikator. "
        "Buka lagi halaman ganti jabatan."
    ),
)
explain(
    NotYetAdmitted.code,
    title=_("Undangan Anda belum diterima"),
    text=_(
        "Jabatan ini dibuka lewat tautan undangan yang dikirim admin daerah ke surel Anda. Buka tautan itu, masuk, "
        "lalu buat passkey atau pasang aplikasi autentikator. Tidak menemukannya? Minta admin daerah mengirim lagi."
    ),
)
explain(
    ProofNeeded.code,
    title=_("Buktikan dulu bahwa ini Anda"),
    text=_(
        "Pengaturan keamanan hanya dapat diubah beberapa menit setelah Anda membuktikan diri. "
        "Buka lagi halaman Keamanan."
    ),
)
explain(
    LastOfOfficer.code,
    title=_("Cara ini tidak dapat dihapus"),
    text=_(
        "Selama memegang jabatan, Anda harus punya paling sedikit satu passkey atau aplikasi autentikator. "
        "Tambahkan yang baru dulu."
    ),
)
explain(
    TooManyCodes.code,
    title=_("Terlalu banyak kode dikirim"),
    text=_(
        "Dalam satu jam kami mengirim paling banyak enam kode. "
        "Pakai kode yang terakhir, cara lain, atau coba lagi nanti."
    ),
)
explain(
    RegistryUnavailable.code,
    title=_("Data kependudukan sedang tidak menjawab"),
    text=_(
        "Data kependudukan sedang tidak menjawab, jadi belum ada yang dapat dicocokkan. Coba lagi beberapa menit lagi."
    ),
)
explain(
    OwnIdentity.code,
    title=_("Anda tidak dapat menjadi saksi bagi diri sendiri"),
    text=_("Anda tidak dapat menjadi saksi bagi diri sendiri. Mintalah rekan Anda."),
)
explain(
    EntryCodeNotValid.code,
    title=_("Kode ini tidak berlaku"),
    text=_("Kode ini tidak berlaku, sudah dipakai, atau sudah lewat lima belas menit. Mintalah kode baru di loket."),
)
explain(
    NotProven.code,
    title=_("Wajah Anda perlu diperiksa dulu"),
    text=_("Untuk masuk dengan NIK tanpa pemeriksaan wajah diperlukan passkey, aplikasi autentikator, atau kode."),
)
