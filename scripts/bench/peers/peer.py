"""The experiment's training step, and the hour of sound, in another framework.

Reads one JSON request a line and answers each by one JSON line, like main/learn/bench:

    {"what": "version"}                               the framework's name and version
    {"what": "times", "of": "jax", "count": 6}        milliseconds of as many steps
    {"what": "hour", "of": "torch", "rounds": 3}      seconds for an hour of sound, of the fastest round

A step: 2048 -> 8514 without bias, mean squared error, AMSGrad (rate 1e-3), 256 examples, float32, on the CPU. The batch and its targets
lie ready in the framework's own tensors, and a step ends with the loss as a number of Python.
"""

import importlib
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import numpy as np

INPUTS, OUTPUTS, BATCH = 2048, 8514, 256
RATE, BETA_1, BETA_2, EPSILON = 1e-3, 0.9, 0.999, 1e-7
NPERSEG, HOP, ANSWERS = 256, 56, 258
HOUR_FRAMES = (3600 * 8000 - NPERSEG) // HOP + 1
BLOCK_FRAMES = 256 * 33


def data():
    """Batch, targets and starting weights."""
    rng = np.random.default_rng(1)
    x = rng.standard_normal((BATCH, INPUTS), dtype=np.float32)
    y = 0.044 * rng.standard_normal((BATCH, OUTPUTS), dtype=np.float32)
    limit = np.sqrt(6 / (INPUTS + OUTPUTS))
    return x, y, rng.uniform(-limit, limit, (INPUTS, OUTPUTS)).astype(np.float32)


def keras_step(xla):
    import keras
    import tensorflow as tf

    x, y, weights = data()
    model = keras.Sequential([keras.Input((INPUTS,)), keras.layers.Dense(OUTPUTS, use_bias=False)])
    model.layers[0].set_weights([weights])
    adam = keras.optimizers.Adam(RATE, BETA_1, BETA_2, EPSILON, amsgrad=True)
    model.compile(optimizer=adam, loss="mse", jit_compile=xla)
    x, y = tf.constant(x), tf.constant(y)
    return lambda: float(model.train_on_batch(x, y))


def jax_step():
    import jax
    import jax.numpy as jnp

    x, y, weights = (jnp.asarray(values) for values in data())

    def update(state, x, y):
        w, m, v, largest, step = state
        loss, g = jax.value_and_grad(lambda w: jnp.mean((x @ w - y) ** 2))(w)
        step = step + 1
        m = m + (1 - BETA_1) * (g - m)
        v = v + (1 - BETA_2) * (g * g - v)
        largest = jnp.maximum(largest, v)
        rate = RATE * jnp.sqrt(1 - BETA_2**step) / (1 - BETA_1**step)
        return (w - rate * m / (jnp.sqrt(largest) + EPSILON), m, v, largest, step), loss

    compiled = jax.jit(update, donate_argnums=0)
    zeros = (jnp.zeros_like(weights) for _ in range(3))
    state = (weights, *zeros, jnp.float32(0))

    def step():
        nonlocal state
        state, loss = compiled(state, x, y)
        jax.block_until_ready(state)
        return float(loss)

    return step


def torch_step(fused):
    import torch

    x, y, weights = (torch.from_numpy(values) for values in data())
    model = torch.nn.Linear(INPUTS, OUTPUTS, bias=False)
    with torch.no_grad():
        model.weight.copy_(weights.T)
    options = {"lr": RATE, "betas": (BETA_1, BETA_2), "eps": EPSILON, "amsgrad": True}
    adam = torch.optim.Adam(model.parameters(), **options, fused=fused or None)

    def step():
        adam.zero_grad()
        loss = torch.nn.functional.mse_loss(model(x), y)
        loss.backward()
        adam.step()
        return loss.item()

    return step


def torch_hour(form):
    """
    An hour at 8 kHz through 256 -> 258 shared by all frames, block by block, from float32 samples. conv1d and matmul leave float32
    answers where they are; conv1d-frames makes of them what the app makes: frames of complex bins in float64, for everyone to read.
    """
    import torch

    filters = torch.randn(ANSWERS, 1, NPERSEG)
    matrix = filters[:, 0].T.contiguous()
    samples = torch.randn(1, 1, (BLOCK_FRAMES - 1) * HOP + NPERSEG)

    def conv1d(part):
        return torch.nn.functional.conv1d(part, filters, stride=HOP)

    def frames_of(part):
        parts = conv1d(part)[0].unflatten(0, (2, ANSWERS // 2))
        return parts.permute(2, 1, 0).to(torch.float64).contiguous().numpy()

    forms = {
        "conv1d": conv1d,
        "conv1d-frames": frames_of,
        "matmul": lambda part: part[0, 0].unfold(0, NPERSEG, HOP) @ matrix,
    }

    def hour():
        with torch.inference_mode():
            for first in range(0, HOUR_FRAMES, BLOCK_FRAMES):
                frames = min(BLOCK_FRAMES, HOUR_FRAMES - first)
                forms[form](samples[:, :, : (frames - 1) * HOP + NPERSEG])

    return hour


STEPS = {
    "Keras": lambda: keras_step(False),
    "Keras, XLA": lambda: keras_step(True),
    "JAX": jax_step,
    "PyTorch": lambda: torch_step(False),
    "PyTorch, fused": lambda: torch_step(True),
}


def seconds_of(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def answer(request, made):
    if request["what"] == "version":
        return importlib.import_module(request["of"]).__version__
    if request["what"] == "hour":
        work = torch_hour(request["of"])
        return min(seconds_of(work) for _ in range(request["rounds"]))
    name = request["of"]
    step = made.setdefault(name, None) or STEPS[name]()
    made[name] = step
    return [1e3 * seconds_of(step) for _ in range(request["count"])]


def main():
    made = {}
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), made)), flush=True)


if __name__ == "__main__":
    main()
