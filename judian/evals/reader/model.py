"""The reader's network in PyTorch, to be trained; its weights are named as `network` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import nn

from judian.search.answers.reader.session import arrays

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.evals.reader.network import Array
    from judian.search.answers.reader.windows import Window

#: Kinds of parts of a window, and of what a token shares with the question.
_PARTS, _MATCHES = 3, 3
#: The spread of the first weights of the two scores.
_SPREAD = 0.02
_NEVER = -1e9


class ReaderModel(nn.Module):
    """The encoder with two scores a token. The embeddings of words are not trained."""

    def __init__(self, weights: Mapping[str, Array], attentions: int, epsilon: float) -> None:
        super().__init__()
        hidden = weights["word.weight"].shape[1]
        inner = weights["layers.0.f.weight"].shape[0]
        layers = sum(name.endswith(".qkv.weight") for name in weights)
        self.attentions = attentions
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
        count, length = ids.shape
        embedded = self.word(ids) + self.pos.weight[:length] + self.part(parts)
        states = self.ln(embedded + self.match(matches))
        keys = ((filled - 1) * -_NEVER).to(states.dtype)[:, None, None, :]
        for layer in self.layers:
            states = self._through(layer, states, keys.expand(count, 1, length, length))
        scores = self.output(states).float().masked_fill(filled[..., None] == 0, _NEVER)
        return scores[..., 0], scores[..., 1]

    def _through(
        self, layer: nn.ModuleDict, states: torch.Tensor, keys: torch.Tensor
    ) -> torch.Tensor:
        count, length, hidden = states.shape
        attentions = self.attentions
        split = layer["qkv"](states).view(count, length, 3, attentions, hidden // attentions)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        bias = keys.to(query.dtype)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(count, length, hidden)
        states = layer["l1"](states + layer["o"](mixed))
        return layer["l2"](states + layer["g"](F.gelu(layer["f"](states))))

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
