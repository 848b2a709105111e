"""A time-stamp authority over HTTP: a token that says that a signature existed at a moment (RFC 3161)."""

import httpx
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

#: Seconds; a signer waits behind it.
TIMEOUT = httpx.Timeout(10.0, connect=3.0)


class HttpTimeStamper(TimeStamper):
    """Ask the authority at `url`. One instance for a process: it keeps the connection and the size of an answer."""

    def __init__(self, url: str, *, transport: httpx.BaseTransport | None = None) -> None:
        """transport: another way to reach `url`, for tests"""
        super().__init__()  # type: ignore[no-untyped-call] # pyhanko is typed in part
        self._url = url
        self._http = httpx.Client(timeout=TIMEOUT, transport=transport, trust_env=False)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        # Blocks on purpose: the loop around it is pyhanko's own and has nothing else to do.
        try:
            answer = self._http.post(
                self._url, content=req.dump(), headers={"Content-Type": "application/timestamp-query"}
            )
        except httpx.HTTPError as error:
            raise TimestampRequestError("the time-stamp authority does not answer") from error
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code != httpx.codes.OK or not kind.startswith("application/timestamp-reply"):
            raise TimestampRequestError(f"the time-stamp authority answered {answer.status_code}")
        try:
            response = tsp.TimeStampResp.load(answer.content, strict=True)
            response["status"]["status"].native  # noqa: B018 # asn1crypto parses only what is read
        except ValueError as error:
            raise TimestampRequestError("the time-stamp authority answered no time-stamp reply") from error
        return response
