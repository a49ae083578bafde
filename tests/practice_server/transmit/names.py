"""A DNS server for tests, which tells of certificates (RFC 4398)."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from dns.rdtypes.ANY.CERT import CERT

MOST_IN_UDP = 512


@dataclass
class Names:
    """What the server knows, by name; `asked` are the names it was asked for, `fails` that it says
    it cannot answer."""

    known: dict[str, list[bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    fails: bool = False
    port: int = 0

    def tell(self, name: str, *certificates: x509.Certificate) -> None:
        """From now on these are found under a name."""
        self.known[name] = [each.public_bytes(Encoding.DER) for each in certificates]

    def answer(self, wire: bytes) -> dns.message.Message:
        """The answer to a question."""
        question = dns.message.from_wire(wire)
        name = question.question[0].name
        text = name.to_text(omit_final_dot=True)
        self.asked.append(text)
        answer = dns.message.make_response(question, recursion_available=True)
        if self.fails:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif text not in self.known:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            kinds = (dns.rdataclass.IN, dns.rdatatype.CERT)
            data = [CERT(*kinds, 1, 0, 0, each) for each in self.known[text]]
            answer.answer.append(dns.rrset.from_rdata_list(name, 60, data))
        return answer


@contextmanager
def name_server() -> Iterator[Names]:
    """A server on loopback, by UDP and by TCP, until the block ends."""
    names = Names()

    class Udp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            wire, socket = self.request
            answer = names.answer(wire)
            told = answer.to_wire()
            if len(told) > MOST_IN_UDP:
                answer.answer.clear()
                answer.flags |= dns.flags.TC
                told = answer.to_wire()
            socket.sendto(told, self.client_address)

    class Tcp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            (size,) = struct.unpack("!H", self.request.recv(2))
            told = names.answer(self.request.recv(size)).to_wire()
            self.request.sendall(struct.pack("!H", len(told)) + told)

    udp, tcp = _on_one_port(Udp, Tcp)
    with udp, tcp:
        names.port = udp.server_address[1]
        threads = [threading.Thread(target=each.serve_forever) for each in (udp, tcp)]
        for thread in threads:
            thread.start()
        yield names
        for each in (udp, tcp):
            each.shutdown()
        for thread in threads:
            thread.join()


def _on_one_port(
    udp: type[socketserver.BaseRequestHandler], tcp: type[socketserver.BaseRequestHandler]
) -> tuple[socketserver.UDPServer, socketserver.TCPServer]:
    """Both servers; a port that is free for one of them may be taken for the other."""
    while True:
        first = socketserver.UDPServer(("127.0.0.1", 0), udp)
        try:
            return first, socketserver.TCPServer(("127.0.0.1", first.server_address[1]), tcp)
        except OSError:
            first.server_close()
