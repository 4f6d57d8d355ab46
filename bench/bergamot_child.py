"""Run by a Python 3.10 that has `bergamot`: translates the texts that come in, says what it cost.

Arguments: the folder of the `bergamot` package and a file with the model's configuration. Each line
that comes in is a JSON list of texts, each line that goes out {"texts": [...], "cpu_s": seconds}.
The package's own import asks the network, so only its compiled part is loaded.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
import types
from pathlib import Path


def main() -> None:
    """Serve until the input ends."""
    library = next(Path(sys.argv[1]).glob("_bergamot*.so"))
    sys.modules["bergamot"] = types.ModuleType("bergamot")
    spec = importlib.util.spec_from_file_location("bergamot._bergamot", library)
    assert spec is not None
    assert spec.loader is not None
    bergamot = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bergamot)
    service = bergamot.Service(bergamot.ServiceConfig(numWorkers=1, cacheSize=0))
    model = service.modelFromConfig(Path(sys.argv[2]).read_text(encoding="utf-8"))
    options = bergamot.ResponseOptions(alignment=True, qualityScores=False)
    for line in sys.stdin:
        began = time.process_time()
        answers = service.translate(model, bergamot.VectorString(json.loads(line)), options)
        texts = [one.target.text for one in answers]
        spent = time.process_time() - began
        sys.stdout.write(json.dumps({"texts": texts, "cpu_s": spent}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
