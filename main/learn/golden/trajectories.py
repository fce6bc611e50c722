"""Fifty steps of each gradient method on a small linear problem, in float64: python3 trajectories.py

x.npy (50, 8, 6) and y.npy (50, 8, 4) are the batches, start.npy (6, 4) the first weights, all rounded to float32;
NAME.npy (50, 6, 4) the weights after each step. Methods in the form of Keras 3: the largest second moment of AMSGrad is
that of the uncorrected moments, and epsilon stands outside of the root.
"""

import pathlib

import numpy as np

STEPS, EXAMPLES, INPUTS, OUTPUTS = 50, 8, 6, 4
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-7
here = pathlib.Path(__file__).parent

draw = np.random.default_rng(2019)
# Twenty steps of loud batches, then quiet ones: only then does the largest second moment differ from the last one.
loudness = np.where(np.arange(STEPS) < 20, 3.0, 0.3)[:, None, None]
x = (loudness * draw.standard_normal((STEPS, EXAMPLES, INPUTS))).astype(np.float32).astype(np.float64)
y = (x @ draw.standard_normal((INPUTS, OUTPUTS))).astype(np.float32).astype(np.float64)
start = draw.uniform(-0.5, 0.5, (INPUTS, OUTPUTS)).astype(np.float32).astype(np.float64)


def mean_gradient(weights, step):
    """Of the mean squared error over all numbers."""
    return 2 / (EXAMPLES * OUTPUTS) * x[step].T @ (x[step] @ weights - y[step])


def adam(rate, amsgrad):
    weights, mean, square, largest = start.copy(), 0.0, 0.0, 0.0
    for step in range(STEPS):
        gradient = mean_gradient(weights, step)
        alpha = rate * np.sqrt(1 - BETA_2 ** (step + 1)) / (1 - BETA_1 ** (step + 1))
        mean = mean + (1 - BETA_1) * (gradient - mean)
        square = square + (1 - BETA_2) * (gradient**2 - square)
        largest = np.maximum(largest, square)
        weights = weights - alpha * mean / (np.sqrt(largest if amsgrad else square) + EPSILON)
        yield weights


def sgd(rate, momentum):
    """On half the squared error of an example, averaged over the examples."""
    weights, velocity = start.copy(), 0.0
    for step in range(STEPS):
        gradient = x[step].T @ (x[step] @ weights - y[step]) / EXAMPLES
        velocity = momentum * velocity - rate * gradient
        weights = weights + velocity
        yield weights


for name, value in {
    "x": x,
    "y": y,
    "start": start,
    "amsgrad": np.array(list(adam(0.01, True))),
    "adam": np.array(list(adam(0.01, False))),
    "sgd": np.array(list(sgd(0.01, 0.0))),
    "momentum": np.array(list(sgd(0.01, 0.9))),
}.items():
    np.save(here / f"{name}.npy", value)
