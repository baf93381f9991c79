"""Arithmetic in words of everyday use: sums, products and parentheses, exactly, within bounds."""

from __future__ import annotations

import re
from fractions import Fraction

MAX_LENGTH = 200
"""Characters of an expression."""
MAX_DEPTH = 20
"""Parentheses within parentheses."""
LARGEST = 10**30
"""No number on the way may be larger."""

_DIGITS = 12
_TOKEN = re.compile(r"\s*(?:([0-9]{1,30}(?:\.[0-9]{1,30})?)|([-+*/()]))")
_EXPRESSION = re.compile(r"[-+(]*[0-9][-+*/().0-9\s]*[0-9)]")
_HAS_OPERATOR = re.compile(r"[0-9)]\s*[-+*/]")
_SIGNS = str.maketrans({"\u00d7": "*", "\u00f7": "/", "\u2212": "-"})


class ArithmeticRefusedError(ValueError):
    """An expression that has no value here; the message says why, for people."""


def find_expression(text: str) -> str | None:
    """Give the first expression of a text, None where it has none with an operator in it."""
    for found in _EXPRESSION.finditer(text[:MAX_LENGTH].translate(_SIGNS)):
        if _HAS_OPERATOR.search(found.group()):
            return found.group().strip()
    return None


def evaluate(expression: str) -> str:
    """Give the value of an expression as a text, exactly, or to twelve digits.

    Raises:
        ArithmeticRefusedError: no expression, a division by zero, or beyond the bounds.
    """
    if len(expression) > MAX_LENGTH:
        raise ArithmeticRefusedError("That is too long for me.")
    return _write(_Reader(expression).value())


def _write(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.{_DIGITS}g}"


class _Reader:
    """Reads an expression from left to right: sums of products of numbers and parentheses."""

    def __init__(self, expression: str) -> None:
        self._tokens = _tokens(expression)
        self._place = 0
        self._depth = 0

    def value(self) -> Fraction:
        """Give the value of the whole."""
        value = self._sum()
        if self._place < len(self._tokens):
            raise ArithmeticRefusedError("I cannot read that as arithmetic.")
        return value

    def _sum(self) -> Fraction:
        value = self._product()
        while (operator := self._take("+", "-")) is not None:
            other = self._product()
            value = _bounded(value + other if operator == "+" else value - other)
        return value

    def _product(self) -> Fraction:
        value = self._factor()
        while (operator := self._take("*", "/")) is not None:
            other = self._factor()
            if operator == "/" and other == 0:
                raise ArithmeticRefusedError("Nothing can be divided by zero.")
            value = _bounded(value * other if operator == "*" else value / other)
        return value

    def _factor(self) -> Fraction:
        sign = 1
        while (operator := self._take("+", "-")) is not None:
            sign = -sign if operator == "-" else sign
        if self._take("(") is None:
            return sign * self._number()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ArithmeticRefusedError("That has too many parentheses for me.")
        value = self._sum()
        if self._take(")") is None:
            raise ArithmeticRefusedError("A parenthesis is not closed.")
        self._depth -= 1
        return sign * value

    def _number(self) -> Fraction:
        token = self._tokens[self._place] if self._place < len(self._tokens) else ""
        if not token[:1].isdigit():
            raise ArithmeticRefusedError("I cannot read that as arithmetic.")
        self._place += 1
        return _bounded(Fraction(token))

    def _take(self, *operators: str) -> str | None:
        if self._place < len(self._tokens) and self._tokens[self._place] in operators:
            self._place += 1
            return self._tokens[self._place - 1]
        return None


def _tokens(expression: str) -> list[str]:
    tokens, place = [], 0
    text = expression.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise ArithmeticRefusedError("I cannot read that as arithmetic.")
        tokens.append(found.group(1) or found.group(2))
        place = found.end()
    return tokens


def _bounded(value: Fraction) -> Fraction:
    if abs(value.numerator) > LARGEST or value.denominator > LARGEST:
        raise ArithmeticRefusedError("Those numbers are too large for me.")
    return value
