"""Templates: those that come with the program, and the office's own."""

from dataclasses import dataclass

from django.utils.translation import override

from lianxin.reports.models import ReportTemplate
from lianxin.reports.rules import SHIPPED, ReportRefused, shipped_text
from lianxin.web.words import period_words


@dataclass(frozen=True)
class Template:
    """`own`: written by the office, which may change it."""

    name: str
    language: str
    title: str
    text: str
    own: bool

    def title_for(self, period: str) -> str:
        """The title with the period in words of the template's language."""
        with override("en" if self.language == "en" else "zh-hans"):
            return self.title.replace("{period}", period_words(period))


def templates() -> list[Template]:
    """The office's own first, then the shipped ones; an own one hides the shipped one of its name."""
    own = [
        Template(one.name, one.language, one.title, one.text, own=True)
        for one in ReportTemplate.objects.all()
    ]
    taken = {one.name for one in own}
    shipped = [
        Template(one.name, one.language, one.title, shipped_text(one.name), own=False)
        for one in SHIPPED
        if one.name not in taken
    ]
    return own + shipped


def template_called(name: str) -> Template:
    """Raises ReportRefused (no_template)."""
    known = {one.name: one for one in templates()}
    if name not in known:
        raise ReportRefused("no_template", template=name, known=tuple(known))
    return known[name]
