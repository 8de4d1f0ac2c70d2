"""The loss of the reader: the windows of a question normalised together, and each alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.evals.reader.examples import Example

#: The share of the loss over all windows of a question; the rest is that of each window alone, so
#: that its "not said here" keeps a meaning of its own.
TOGETHER = 0.6
_NEVER = -1e9


def example_loss(
    examples: Sequence[Example], starts: torch.Tensor, ends: torch.Tensor
) -> torch.Tensor:
    """The mean loss of a batch whose windows stand one example after another."""
    losses = []
    row = 0
    for example in examples:
        rows = slice(row, row + len(example.windows))
        row += len(example.windows)
        for scores, which in ((starts[rows], 1), (ends[rows], 2)):
            margins = _margins(example, scores)
            right = [(item[0], item[which]) for item in example.right]
            together = _loss(margins, right)
            alone = [
                _loss(margins[at : at + 1], [(0, token) for held, token in right if held == at])
                for at in range(len(example.windows))
            ]
            losses.append(TOGETHER * together + (1 - TOGETHER) * torch.stack(alone).mean())
    return torch.stack(losses).mean()


def _margins(example: Example, scores: torch.Tensor) -> torch.Tensor:
    """The scores of the tokens of the text over that of "not said here"."""
    text = torch.zeros_like(scores, dtype=torch.bool)
    for at, window in enumerate(example.windows):
        text[at, : len(window.spans)] = torch.tensor([span is not None for span in window.spans])
    return (scores - scores[:, :1]).masked_fill(~text, _NEVER)


def _loss(margins: torch.Tensor, right: Sequence[tuple[int, int]]) -> torch.Tensor:
    """The negative logarithm of the probability of the right tokens, of "not said" if none is."""
    nothing = margins.new_zeros(1)
    total = torch.logsumexp(torch.cat([margins.flatten(), nothing]), 0)
    if not right:
        return total
    chosen = torch.stack([margins[at, token] for at, token in sorted(set(right))])
    return total - torch.logsumexp(chosen, 0)
