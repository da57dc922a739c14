"""Questions that a command needs answers to: taken as options, asked on a terminal.

In: questions, and what was given. Out: sound answers, or CrosswalkError: in a pipe, where nobody can be
asked, one line names all that is missing.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crosswalk.diagnostics import CrosswalkError, printable, quoted, shortened

Answers = dict[str, str]
"""By the name of the question; what nobody answered is not there."""


def no_fault(_text: str) -> str | None:
    """Find nothing wrong."""
    return None


def no_proposal(_answers: Answers) -> str:
    """Propose nothing."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something a command needs to know, or would like to."""

    name: str
    """Of the option, without its hyphens."""
    words: str
    """What is asked, and what the help says."""
    required: bool = False
    is_asked: bool = True
    """Also on a terminal; else it is an option and nothing more."""
    positional: bool = False
    choices: tuple[str, ...] = ()
    fault: Callable[[str], str | None] = no_fault
    """What is wrong with an answer, as in 'is no address'."""
    propose: Callable[[Answers], str] = no_proposal
    """What to take where nothing else is said, from the answers so far."""

    @property
    def option(self) -> str:
        """What it is called on the command line."""
        return self.name.upper() if self.positional else f"--{self.name}"


def declare_questions(parser: argparse.ArgumentParser, questions: Iterable[Question]) -> None:
    """Let *parser* take the answers to *questions*."""
    for question in questions:
        words = f"{question.words} (required)" if question.required else question.words
        choices = question.choices or None
        if question.positional:
            parser.add_argument(question.name, nargs="?", metavar=question.option, help=words)
        else:
            parser.add_argument(question.option, choices=choices, help=words, metavar=_metavar(question))


def _metavar(question: Question) -> str | None:
    return None if question.choices else "TEXT"


def answered(questions: Iterable[Question], options: argparse.Namespace) -> Answers:
    """Return the answers to *questions* that *options* give, and those of whoever sits at the terminal."""
    listed = list(questions)
    answers: Answers = {}
    can_ask = sys.stdin is not None and sys.stdin.isatty()
    given = {question.name: getattr(options, question.name) for question in listed}
    missing = [each for each in listed if each.required and given[each.name] is None]
    for question in listed:
        answer = given[question.name]
        if answer is not None:
            if fault := _fault(question, answer):
                raise CrosswalkError(f"{question.option} {fault}")
        elif can_ask and (question.is_asked or question.required):
            answer = _asked(question, question.propose(answers))
        elif not missing:  # else they are told below, all at once
            answer = question.propose(answers)
            if answer and (fault := _fault(question, answer)):
                raise CrosswalkError(f"{question.option} would be {quoted(answer)}, which {fault}")
        if answer:
            answers[question.name] = answer
    if missing and not can_ask:
        raise CrosswalkError(f"missing: {', '.join(each.option for each in missing)}; see --help")
    return answers


def _fault(question: Question, answer: str) -> str | None:
    if not answer.strip():
        return "is empty"
    if not answer.replace("\n", " ").replace("\t", " ").isprintable():
        return "holds a character that no text has"
    if question.choices and answer not in question.choices:
        return f"is none of {', '.join(question.choices)}"
    return question.fault(answer)


def _asked(question: Question, proposal: str) -> str | None:
    """Ask until there is an answer, or none is needed."""
    choices = f" ({', '.join(question.choices)})" if question.choices else ""
    proposed = f" [{shortened(proposal)}]" if proposal else "" if question.required else " [none]"
    while True:
        sys.stderr.write(f"{question.words}{choices}{proposed}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stderr.write("\n")
            raise CrosswalkError("nothing is written: there are no more answers")
        answer = line.strip() or proposal
        if not answer and not question.required:
            return None
        if fault := _fault(question, answer):
            sys.stderr.write(f"  {printable(fault)}\n")
        else:
            return answer
