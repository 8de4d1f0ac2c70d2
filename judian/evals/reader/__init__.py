"""The reader's training: from a first language model and questions to the weights that ship.

`e5` reads the weights of multilingual-e5-small, `model` is the network in PyTorch, `network` the
same as ONNX. PyTorch is needed for `train` alone (`requirements-train.txt`).
"""
