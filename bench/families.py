"""The rounds and the table of bench/families, which prepares what this needs and calls it."""
import argparse
import json
import os
import platform
import sys
from pathlib import Path
from statistics import median

import numpy as np
import onnxruntime
from safetensors.numpy import save_file

from turns import SIZE, Ours, Ratio, onnx_side, rested, row

CLIP = ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711])
IMAGENET = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])


class Weights(dict):
    """Random weights under the names that a layout gives them; halves, as the graph that is built is of floats anyway."""

    def __init__(self):
        super().__init__()
        self.random = np.random.default_rng(1)

    def draw(self, name, *shape):
        values = self.random.standard_normal(shape, dtype=np.float32)
        self[name] = (values * np.float32(0.02)).astype(np.float16)

    def ones(self, name, *shape):
        self[name] = np.ones(shape, np.float16)

    def linear(self, name, outputs, inputs):
        self.draw(name + ".weight", outputs, inputs)
        self.draw(name + ".bias", outputs)

    def norm(self, name, width):
        self.ones(name + ".weight", width)
        self.draw(name + ".bias", width)

    def mlp(self, name, width, inner):
        self.linear(name + ".fc1", inner, width)
        self.linear(name + ".fc2", width, inner)

    def clip_layers(self, name, layers, width):
        """Blocks of transformers' CLIP, which SigLIP's are named like."""
        for i in range(layers):
            block = f"{name}.encoder.layers.{i}"
            self.norm(block + ".layer_norm1", width)
            self.norm(block + ".layer_norm2", width)
            self.mlp(block + ".mlp", width, 4 * width)
            for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
                self.linear(f"{block}.self_attn.{part}", width, width)


def siglip():
    """SigLIP base, patches of 16, 224 pixels."""
    width, layers = 768, 12
    w = Weights()
    w.ones("logit_scale", 1)
    w.draw("logit_bias", 1)
    w.draw("text_model.embeddings.token_embedding.weight", 32000, width)
    w.draw("text_model.embeddings.position_embedding.weight", 64, width)
    w.clip_layers("text_model", layers, width)
    w.norm("text_model.final_layer_norm", width)
    w.linear("text_model.head", width, width)
    w.draw("vision_model.embeddings.patch_embedding.weight", width, 3, 16, 16)
    w.draw("vision_model.embeddings.patch_embedding.bias", width)
    w.draw("vision_model.embeddings.position_embedding.weight", 196, width)
    w.clip_layers("vision_model", layers, width)
    w.norm("vision_model.post_layernorm", width)
    w.draw("vision_model.head.probe", 1, 1, width)
    w.draw("vision_model.head.attention.in_proj_weight", 3 * width, width)
    w.draw("vision_model.head.attention.in_proj_bias", 3 * width)
    w.linear("vision_model.head.attention.out_proj", width, width)
    w.norm("vision_model.head.layernorm", width)
    w.mlp("vision_model.head.mlp", width, 4 * width)
    config = {"model_type": "siglip", "text_config": {}, "vision_config": {"patch_size": 16, "image_size": 224}}
    return w, config, {"image_mean": [0.5] * 3, "image_std": [0.5] * 3, "resample": 3, "size": {"height": 224, "width": 224},
                       "image_processor_type": "SiglipImageProcessor"}


def chinese_clip():
    """Chinese-CLIP, ViT-B/16 beside RoBERTa base."""
    width, layers, joint = 768, 12, 512
    w = Weights()
    w["logit_scale"] = np.array(4.6052, np.float16)
    w.draw("text_model.embeddings.word_embeddings.weight", 21128, width)
    w.draw("text_model.embeddings.position_embeddings.weight", 512, width)
    w.draw("text_model.embeddings.token_type_embeddings.weight", 2, width)
    w.norm("text_model.embeddings.LayerNorm", width)
    for i in range(layers):
        block = f"text_model.encoder.layer.{i}"
        for part in ("query", "key", "value"):
            w.linear(f"{block}.attention.self.{part}", width, width)
        w.linear(block + ".attention.output.dense", width, width)
        w.norm(block + ".attention.output.LayerNorm", width)
        w.linear(block + ".intermediate.dense", 4 * width, width)
        w.linear(block + ".output.dense", width, 4 * width)
        w.norm(block + ".output.LayerNorm", width)
    w.draw("text_projection.weight", joint, width)
    w.draw("vision_model.embeddings.class_embedding", width)
    w.draw("vision_model.embeddings.patch_embedding.weight", width, 3, 16, 16)
    w.draw("vision_model.embeddings.position_embedding.weight", 197, width)
    w.norm("vision_model.pre_layrnorm", width)
    w.clip_layers("vision_model", layers, width)
    w.norm("vision_model.post_layernorm", width)
    w.draw("visual_projection.weight", joint, width)
    config = {"model_type": "chinese_clip", "projection_dim": joint, "text_config": {"vocab_size": 21128},
              "vision_config": {"patch_size": 16, "image_size": 224}}
    return w, config, {"image_mean": CLIP[0], "image_std": CLIP[1], "resample": 3, "do_center_crop": False,
                       "size": {"height": 224, "width": 224}, "image_processor_type": "ChineseCLIPImageProcessor"}


def dinov2():
    """DINOv2 small, patches of 14; trained with 518 pixels, used with 224."""
    width, layers = 384, 12
    w = Weights()
    w.draw("embeddings.cls_token", 1, 1, width)
    w.draw("embeddings.mask_token", 1, width)
    w.draw("embeddings.position_embeddings", 1, 37 * 37 + 1, width)
    w.draw("embeddings.patch_embeddings.projection.weight", width, 3, 14, 14)
    w.draw("embeddings.patch_embeddings.projection.bias", width)
    for i in range(layers):
        block = f"encoder.layer.{i}"
        for part in ("query", "key", "value"):
            w.linear(f"{block}.attention.attention.{part}", width, width)
        w.linear(block + ".attention.output.dense", width, width)
        for part in ("1", "2"):
            w.norm(f"{block}.norm{part}", width)
            w.ones(f"{block}.layer_scale{part}.lambda1", width)
        w.mlp(block + ".mlp", width, 4 * width)
    w.norm("layernorm", width)
    config = {"model_type": "dinov2", "hidden_size": width, "num_attention_heads": 6, "num_hidden_layers": layers,
              "patch_size": 14, "image_size": 518, "hidden_act": "gelu", "layer_norm_eps": 1e-6}
    return w, config, {"image_mean": IMAGENET[0], "image_std": IMAGENET[1], "resample": 3, "size": {"shortest_edge": 256},
                       "crop_size": {"height": 224, "width": 224}, "image_processor_type": "BitImageProcessor"}


# What makes it, and rows of a picture: one for the whole of it, the others its places.
FAMILIES = {"SigLIP B/16": (siglip, 197), "Chinese-CLIP B/16": (chinese_clip, 197), "DINOv2 S/14": (dinov2, 257)}


def checkpoint(name, folder):
    """A folder as transformers keeps a model; made once."""
    make = FAMILIES[name][0]
    target = folder / make.__name__
    if not (target / "config.json").exists():
        target.mkdir(parents=True, exist_ok=True)
        weights, config, preprocessing = make()
        save_file(dict(weights), target / "model.safetensors")
        (target / "preprocessor_config.json").write_text(json.dumps(preprocessing))
        (target / "config.json").write_text(json.dumps(config))
    return target


def measure(options, name, folder):
    """Both sides in short turns, back and forth; ONNX Runtime as one caller with all threads and as a caller a thread."""
    encoder = checkpoint(name, folder)
    # What builds the network, where that was not done before, is not what is measured.
    Ours(options, encoder, "fp32").close()
    ours = Ours(options, encoder, "fp32")
    graph = options.root / "out/encoders/home/graphs" / ours.fingerprint / "image.onnx"
    tokens = FAMILIES[name][1]
    sides = {
        "glimpse": ours.tokens,
        "a caller a thread": onnx_side(graph, tokens, options.threads, 1, 4),
        "one caller": onnx_side(graph, tokens, 1, options.threads, 8),
    }
    for side in sides.values():
        side(2)
    rounds = []
    for i in range(options.rounds):
        print(f"{name}: round {i + 1} of {options.rounds}", file=sys.stderr)
        order = list(sides.items())[::1 if i % 2 == 0 else -1]
        rounds.append({label: rested(side, options.seconds) for label, side in order})
    heap, resident = ours.ask("memory")
    ours.close()
    peer = max(("a caller a thread", "one caller"), key=lambda side: median(r[side] for r in rounds))
    return row([name, f"{median(r['glimpse'] for r in rounds):.1f}", f"{median(r[peer] for r in rounds):.1f}",
                str(Ratio(rounds, "glimpse", peer)), peer, f"{heap:.0f} / {resident:.0f} MB"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--class-path", required=True)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    folder = options.root / "out/families"
    processor = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                 if line.startswith("model name")][0]
    rows = [measure(options, name, folder) for name in FAMILIES]
    print("\n".join([
        f"{processor}, {options.threads} threads, ONNX Runtime {onnxruntime.__version__}, Python {platform.python_version()};"
        f" {options.rounds} rounds, pictures of {SIZE} x {SIZE} with all their tokens", "",
        row(["encoder", "Glimpse, a second", "ONNX Runtime in Python, a second", "ratio", "the peer", "most heap / resident"]),
        "|---" * 6 + "|", *rows]))


if __name__ == "__main__":
    main()
