"""Fitting a conditional logit with abstention by penalised maximum likelihood.

Shared weights for all kinds of candidates plus a deviation for each kind, both held small by a
ridge penalty: a kind with few questions stays near what all kinds have in common.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from judian.search.answers.scoring.feature_table import FEATURES, KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from judian.evals.scorer.examples import Example

    Vector = NDArray[np.float64]

#: The scale of a kind's own deviation beside the shared weight: the penalty on it is 1 / scale² as
#: strong. Among 0.2, 0.35, 0.7 and 1 with each collection left out in turn.
OWN_SCALE = 0.35
#: The strength of the penalty, in questions.
PENALTY = 1.0
#: The power of a grade by which right candidates share the likelihood: of two right spans, the one
#: that overlaps more is preferred.
GRADE_POWER = 4
#: Limits of the optimiser: iterations, pairs that are remembered, and the gradient (questions for
#: each unit of a weight) and the share of the loss at which it ends.
ITERATIONS, MEMORY, SMALL_GRADIENT, SMALL_GAIN = 300, 10, 1e-3, 1e-6


@dataclass(frozen=True, slots=True)
class Matrix:
    """Candidates of examples as arrays, a row each: features, its example, kind, grade."""

    features: Vector
    example: NDArray[np.int64]
    kind: NDArray[np.int64]
    grade: Vector
    examples: int


def matrix_of(examples: Sequence[Example], names: Sequence[str] = tuple(FEATURES)) -> Matrix:
    """The matrix of the candidates that no rule rules out."""
    rows, owner, kind, grade = [], [], [], []
    for number, example in enumerate(examples):
        for candidate in example.choices:
            rows.append([candidate.features[name] for name in names])
            owner.append(number)
            kind.append(KINDS.index(candidate.kind))
            grade.append(candidate.grade)
    return Matrix(
        np.array(rows, np.float64).reshape(len(rows), len(names)),
        np.array(owner, np.int64),
        np.array(kind, np.int64),
        np.array(grade, np.float64),
        len(examples),
    )


def probabilities(utilities: Vector, matrix: Matrix) -> tuple[Vector, Vector]:
    """The probability of each candidate, and of abstaining for each example."""
    greatest = np.zeros(matrix.examples)
    np.maximum.at(greatest, matrix.example, utilities)
    exponentials = np.exp(utilities - greatest[matrix.example])
    nothing = np.exp(-greatest)
    total = nothing + np.bincount(matrix.example, exponentials, matrix.examples)
    return exponentials / total[matrix.example], nothing / total


def fit(matrix: Matrix, weights: Vector, start: Vector | None = None) -> Vector:
    """The weights of each kind, an array (kinds, features + 1) whose last column is the bias.
    `weights` are those of the examples; a `start` near the result, itself one, saves time."""
    width = matrix.features.shape[1] + 1
    inputs = _with_bias(matrix)
    rows = [np.flatnonzero(matrix.kind == kind) for kind in range(len(KINDS))]
    of_kind = [inputs[own] for own in rows]

    def loss(parameters: Vector) -> tuple[float, Vector]:
        each = _of_each_kind(parameters.reshape(-1, width))
        utilities = np.empty(len(inputs))
        for own, part, kind in zip(rows, of_kind, each, strict=True):
            utilities[own] = part @ kind
        value, slope = loss_of(utilities, matrix, weights)
        slopes = np.array([part.T @ slope[own] for own, part in zip(rows, of_kind, strict=True)])
        gradient = np.concatenate([slopes.sum(axis=0), (OWN_SCALE * slopes).ravel()])
        penalty = 0.5 * PENALTY * float(parameters @ parameters)
        return value + penalty, gradient + PENALTY * parameters

    first = np.zeros(width * (len(KINDS) + 1)) if start is None else _parameters_of(start)
    return _of_each_kind(minimise(loss, first).reshape(-1, width))


def _of_each_kind(parameters: Vector) -> Vector:
    """The weights of each kind from the shared ones (first row) and the deviations."""
    return np.asarray(parameters[0] + OWN_SCALE * parameters[1:])


def _parameters_of(fitted: Vector) -> Vector:
    """The parameters with the least penalty that give these weights: what `_of_each_kind` took."""
    shared = fitted.sum(axis=0) / (len(fitted) + OWN_SCALE**2)
    return np.concatenate([shared, ((fitted - shared) / OWN_SCALE).ravel()])


def utilities_of(fitted: Vector, matrix: Matrix) -> Vector:
    """The utility of each candidate by the weights of its kind."""
    return np.asarray((_with_bias(matrix) * fitted[matrix.kind]).sum(axis=1))


def _with_bias(matrix: Matrix) -> Vector:
    return np.hstack([matrix.features, np.ones((len(matrix.features), 1))])


def loss_of(utilities: Vector, matrix: Matrix, weights: Vector) -> tuple[float, Vector]:
    """The negative log-likelihood and its slope by the utilities."""
    chosen, nothing = probabilities(utilities, matrix)
    credit = matrix.grade**GRADE_POWER * chosen
    right = np.bincount(matrix.example, credit, matrix.examples)
    has_right = np.bincount(matrix.example, matrix.grade > 0, matrix.examples) > 0
    safe = np.maximum(right, np.finfo(np.float64).tiny)
    wanted = np.where(has_right[matrix.example], credit / safe[matrix.example], 0.0)
    likelihood = np.log(np.where(has_right, safe, np.maximum(nothing, np.finfo(np.float64).tiny)))
    return -float(weights @ likelihood), weights[matrix.example] * (chosen - wanted)


def minimise(loss: Callable[[Vector], tuple[float, Vector]], start: Vector) -> Vector:
    """The minimum of a smooth function, by L-BFGS (Nocedal & Wright, "Numerical Optimization",
    algorithm 7.5) with steps that halve until the loss falls enough."""
    at, (value, gradient) = start, loss(start)
    steps: deque[tuple[Vector, Vector]] = deque(maxlen=MEMORY)
    for _ in range(ITERATIONS):
        if np.abs(gradient).max() < SMALL_GRADIENT:
            break
        direction = -_scaled(gradient, steps)
        falls = float(direction @ gradient)
        step = 1.0 if steps else 1.0 / max(1.0, float(np.linalg.norm(gradient)))
        while True:
            moved = at + step * direction
            new_value, new_gradient = loss(moved)
            if new_value <= value + 1e-4 * step * falls or step < 1e-10:
                break
            step /= 2
        change = new_gradient - gradient
        if float(change @ (moved - at)) > 1e-12:
            steps.append((moved - at, change))
        gain = value - new_value
        at, value, gradient = moved, new_value, new_gradient
        if gain < SMALL_GAIN * abs(value):
            break
    return at


def _scaled(gradient: Vector, steps: deque[tuple[Vector, Vector]]) -> Vector:
    """The gradient times the inverse Hessian that the remembered steps suggest."""
    scaled, shares = gradient.copy(), []
    for moved, change in reversed(steps):
        share = float(moved @ scaled) / float(change @ moved)
        shares.append(share)
        scaled = scaled - share * change
    if steps:
        moved, change = steps[-1]
        scaled = scaled * (float(moved @ change) / float(change @ change))
    for (moved, change), share in zip(steps, reversed(shares), strict=True):
        back = float(change @ scaled) / float(change @ moved)
        scaled = scaled + (share - back) * moved
    return scaled
