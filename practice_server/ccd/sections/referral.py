"""The reasons for referrals, in words alone."""

from portal_protocol.summaries import Referral
from practice_server.ccd.section import Content, Row, Section
from practice_server.ccd.sources import Sources
from practice_server.ccd.wording import moment_words


def content(sources: Sources) -> Content:
    """A paragraph a referral that has a reason."""
    wanted = [each for each in sources.referrals if each.reason.strip()]
    return Content([Row((_words(each, sources),)) for each in wanted])


def _words(referral: Referral, sources: Sources) -> str:
    named = filter(None, (referral.provider_name, referral.specialty, referral.organization))
    day = moment_words(referral.at, sources.zone)
    return f"{f'{day}: ' if day else ''}{referral.reason} ({', '.join(named)})"


SECTION = Section(
    key="referral",
    title="Reason for Referral",
    code="42349-1",
    code_name="Reason for referral",
    templates=(("1.3.6.1.4.1.19376.1.5.3.1.3.1", "2014-06-09"),),
    empty="No reason for a referral is recorded.",
    content=content,
)
