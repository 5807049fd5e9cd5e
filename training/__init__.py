"""Scripts that train the two shipped models; torch is needed here and nowhere else."""

import os

# What exports a model must not report to the runtime's maker either; see ingest/encoder.py.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
