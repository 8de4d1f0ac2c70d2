"""The reader's network in PyTorch, to be trained; its weights are named as `network` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from judian.search.answers.reader.session import arrays
from judian.search.answers.reader.vocabulary import BEGIN, END, PAD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.evals.reader.network import Array
    from judian.search.answers.reader.windows import Window

#: Kinds of parts of a window, and of what a token shares with the question.
_PARTS, _MATCHES = 3, 3
#: The spread of the first weights of the two scores.
_SPREAD = 0.02
_NEVER = -1e9
#: The values of a byte.
_BYTES = 256
#: Texts whose means are computed at once.
_TOGETHER = 128


class ReaderModel(nn.Module):
    """The encoder with two scores a token. The embeddings of words are not trained. A share
    `dropout` of the values that each block adds is left out in training (Srivastava et al.,
    "Dropout", 2014)."""

    dropout = 0.0

    def __init__(
        self, weights: Mapping[str, Array], attentions: int, epsilon: float, seed: int = 0
    ) -> None:
        super().__init__()
        hidden = weights["word.weight"].shape[1]
        inner = weights["layers.0.f.weight"].shape[0]
        layers = sum(name.endswith(".qkv.weight") for name in weights)
        self.attentions = attentions
        self.rng = np.random.default_rng(seed)
        self.word = nn.Embedding(weights["word.weight"].shape[0], hidden)
        self.pos = nn.Embedding(weights["pos.weight"].shape[0], hidden)
        self.part, self.match = nn.Embedding(_PARTS, hidden), nn.Embedding(_MATCHES, hidden)
        self.ln = nn.LayerNorm(hidden, epsilon)
        self.layers = nn.ModuleList(_layer(hidden, inner, epsilon) for _ in range(layers))
        self.output = nn.Linear(hidden, 2)
        for table in (self.part, self.match):
            nn.init.zeros_(table.weight)
        nn.init.normal_(self.output.weight, std=_SPREAD)
        nn.init.zeros_(self.output.bias)
        given = {name: torch.from_numpy(array.copy()) for name, array in weights.items()}
        self.load_state_dict(given, strict=False)
        self.word.weight.requires_grad_(False)

    def forward(self, windows: Sequence[Window]) -> tuple[torch.Tensor, torch.Tensor]:
        """The scores of each token as start and as end, windows by tokens; padding gets -1e9."""
        ids, parts, matches, filled = map(torch.from_numpy, arrays(windows))
        states = self._states(ids, filled, self.part(parts) + self.match(matches))
        scores = self.output(states).float().masked_fill(filled[..., None] == 0, _NEVER)
        return scores[..., 0], scores[..., 1]

    def means(self, texts: Sequence[Sequence[int]]) -> Array:
        """The mean state of the tokens of each text, given as rows of the vocabulary."""
        rows = [[BEGIN, *text, END] for text in texts]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        found = np.zeros((len(rows), self.word.weight.shape[1]), np.float32)
        with torch.no_grad():
            for low in range(0, len(order), _TOGETHER):
                chosen = order[low : low + _TOGETHER]
                padded = [rows[at] for at in chosen]
                length = max(map(len, padded))
                ids = torch.tensor([row + [PAD] * (length - len(row)) for row in padded])
                filled = (
                    torch.arange(length) < torch.tensor([[len(row)] for row in padded])
                ).long()
                states = self._states(ids, filled, torch.zeros(()))
                total = (states * filled[..., None]).sum(1) / filled.sum(1, keepdim=True)
                found[chosen] = total.numpy()
        return found

    def _states(self, ids: torch.Tensor, filled: torch.Tensor, more: torch.Tensor) -> torch.Tensor:
        """The states of the last layer; `more` is added to the embeddings."""
        length = ids.shape[1]
        states = self.ln(self.word(ids) + self.pos.weight[:length] + more)
        keys = ((filled - 1) * -_NEVER).float()[:, None, None, :]
        for layer in self.layers:
            states = self._through(layer, states, keys)
        return states

    def _through(
        self, layer: nn.ModuleDict, states: torch.Tensor, keys: torch.Tensor
    ) -> torch.Tensor:
        # Plain products: scaled_dot_product_attention took three times as long backwards.
        count, length, hidden = states.shape
        attentions, width = self.attentions, hidden // self.attentions
        split = (
            layer["qkv"](states).view(count, length, 3, attentions, width).permute(2, 0, 3, 1, 4)
        )
        query, key, value = (part.reshape(count * attentions, length, width) for part in split)
        products = torch.bmm(query * width**-0.5, key.transpose(1, 2))
        shares = torch.softmax(products.view(count, attentions, length, length).float() + keys, -1)
        mixed = torch.bmm(shares.to(value.dtype).view(-1, length, length), value)
        mixed = mixed.view(count, attentions, length, width).transpose(1, 2)
        mixed = mixed.reshape(count, length, hidden)
        states = layer["l1"](states + self._dropped(layer["o"](mixed)))
        return layer["l2"](states + self._dropped(layer["g"](F.gelu(layer["f"](states)))))

    def _dropped(self, values: torch.Tensor) -> torch.Tensor:
        if not (self.dropout and self.training):
            return values
        # A byte a value: torch's own draws took a tenth of a step.
        least = round(_BYTES * self.dropout)
        drawn = torch.frombuffer(bytearray(self.rng.bytes(values.numel())), dtype=torch.uint8)
        return values * (drawn >= least).view(values.shape).to(values.dtype) * _gain(least)

    def weights(self) -> dict[str, Array]:
        """The weights as arrays, as `judian.evals.reader.network.network` takes them."""
        return {name: value.float().numpy() for name, value in self.state_dict().items()}


def _layer(hidden: int, inner: int, epsilon: float) -> nn.ModuleDict:
    return nn.ModuleDict(
        {
            "qkv": nn.Linear(hidden, 3 * hidden),
            "o": nn.Linear(hidden, hidden),
            "l1": nn.LayerNorm(hidden, epsilon),
            "f": nn.Linear(hidden, inner),
            "g": nn.Linear(inner, hidden),
            "l2": nn.LayerNorm(hidden, epsilon),
        }
    )


def _gain(left_out: int) -> float:
    """The factor that keeps the mean where `left_out` of _BYTES values are left out."""
    return _BYTES / (_BYTES - left_out)
