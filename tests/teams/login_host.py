"""login.microsoftonline.com in small, over real TLS: where the bot asks for its own token."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from tests.fronts.teams_service import APP_ID, make_key

TENANT = "0a1b2c3d-5b6a-4789-9abc-def012345678"
HERE = "127.0.0.1"


@dataclass
class LoginHost:
    """Knows one tenant with one app, and its secrets: by each, Microsoft's number for what is wrong with it, or 0.

    `certificate` has to be trusted by whoever calls. `asked`: the forms that were sent. Where `says` is set, somebody
    in between answers everything with it.
    """

    certificate: Path
    address: str = ""
    secrets: dict[str, int] = field(default_factory=lambda: {"r1ght": 0, "0ld": 7000222})
    says: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)

    def application(self) -> web.Application:
        made = web.Application()
        made.add_routes(
            [
                web.get("/{tenant}/v2.0/.well-known/openid-configuration", self._configuration),
                web.post("/{tenant}/oauth2/v2.0/token", self._token),
                web.get("/identity", self._identity),
            ]
        )
        return made

    async def _configuration(self, request: web.Request) -> web.Response:
        tenant = request.match_info["tenant"]
        if self.says:
            return web.Response(text=self.says, content_type="text/html")
        if tenant != TENANT:
            return web.json_response({"error": "invalid_tenant", "error_codes": [90002]}, status=400)
        at = f"{self.address}/{tenant}"
        return web.json_response(
            {
                "issuer": f"{at}/v2.0",
                "authorization_endpoint": f"{at}/oauth2/v2.0/authorize",
                "token_endpoint": f"{at}/oauth2/v2.0/token",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        if form["client_id"] != APP_ID:
            return _refused(400, "unauthorized_client", 700016)
        if wrong := self.secrets.get(form["client_secret"], 7000215):
            return _refused(401, "invalid_client", wrong)
        return web.json_response({"token_type": "Bearer", "expires_in": 3599, "access_token": "our own"})

    async def _identity(self, request: web.Request) -> web.Response:
        """What a machine in Azure is asked instead, by the bots on it."""
        if request.query["client_id"] != APP_ID:
            return web.json_response({"statusCode": 400, "message": "No managed identity found"}, status=400)
        return web.json_response({"access_token": "the machine's", "expires_on": "4102444800"})


@asynccontextmanager
async def login_host(folder: Path) -> AsyncIterator[LoginHost]:
    """A login host that listens at an address of its own, until it is left."""
    made = LoginHost(folder / "certificate.pem")
    runner = web.AppRunner(made.application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HERE, 0, ssl_context=_trusted_by(made.certificate)).start()
    made.address = f"https://{HERE}:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


def _refused(status: int, error: str, code: int) -> web.Response:
    said = {"error": error, "error_description": f"AADSTS{code}: Trace ID", "error_codes": [code]}
    return web.json_response(said, status=status)


def _trusted_by(file: Path) -> ssl.SSLContext:
    """A context with a key of its own, whose certificate is written to `file`."""
    key, now = make_key(), datetime.now(UTC)
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "login host")])
    certificate = (
        x509.CertificateBuilder(named, named, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(HERE))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    file.write_bytes(certificate.public_bytes(pem))
    keys = file.with_name("key.pem")
    keys.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file, keys)
    return context
