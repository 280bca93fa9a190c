"""Records what a model says to the self-test's inputs, with Pillow, tokenizers and onnxruntime instead of our own code.

  node test/golden/drawGolden.ts /tmp/golden
  python test/golden/reference.py models/starter /tmp/golden     writes models/starter/reference.json

For SigLIP towers of fixed resolution: pictures squashed, texts lower-cased, an end mark, padding up to 64.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image
from tokenizers import Tokenizer

KEPT = 8  # of each embedding's numbers
LENGTH, PADDING, END = 64, 0, 1

model, golden = Path(sys.argv[1]), Path(sys.argv[2])
VISION, TEXT = "onnx/vision_model.onnx", "onnx/text_model.onnx"


def unit(output):
    return output[0] / np.linalg.norm(output[0])


def sha256(file):
    return hashlib.sha256((model / file).read_bytes()).hexdigest()


def rounded(vector):
    return [round(float(value), 7) for value in vector[:KEPT]]


processor = json.loads((model / "preprocessor_config.json").read_text())
side = processor["size"]["height"]
vision = onnxruntime.InferenceSession(model / VISION)
images = {}
for file in sorted(golden.glob("*.png")):
    picture = Image.open(file).convert("RGB").resize((side, side), resample=processor["resample"])
    pixels = (np.asarray(picture, np.float32) / 255 - 0.5) / 0.5
    embedding = unit(vision.run(["pooler_output"], {"pixel_values": pixels.transpose(2, 0, 1)[None]})[0])
    images[file.stem] = rounded(embedding)

tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.no_truncation()
text = onnxruntime.InferenceSession(model / TEXT)
texts = {}
for words in json.loads((golden / "texts.json").read_text()):
    ids = tokenizer.encode("".join(c.lower() for c in words), add_special_tokens=False).ids[: LENGTH - 1] + [END]
    ids += [PADDING] * (LENGTH - len(ids))
    texts[words] = rounded(unit(text.run(["pooler_output"], {"input_ids": np.array([ids], np.int64)})[0]))

def table(embeddings):
    return ",\n".join(f"      {json.dumps(name, ensure_ascii=False)}: {numbers}" for name, numbers in embeddings.items())


(model / "reference.json").write_text(f"""{{
  "about": "What the towers say to the self-test's inputs, computed by test/golden/reference.py: each embedding's first numbers.",
  "dimensions": {len(embedding)},
  "preprocessor": "{sha256("preprocessor_config.json")}",
  "vision": {{
    "file": "{VISION}",
    "sha256": "{sha256(VISION)}",
    "embeddings": {{
{table(images)}
    }}
  }},
  "text": {{
    "file": "{TEXT}",
    "sha256": "{sha256(TEXT)}",
    "embeddings": {{
{table(texts)}
    }}
  }}
}}
""")
