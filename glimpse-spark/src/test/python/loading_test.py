"""Loads the pipeline that pipeline_test.py saved, in a process of its own.

    loading_test.py DEMO SAVED
"""
import sys

from pyspark.ml import PipelineModel
from pyspark.sql import functions as F

import glimpse_spark  # noqa: F401  the classes that a saved pipeline names
from session import open_session, pictures

demo, saved = sys.argv[1:]
session = open_session()
model = PipelineModel.load(saved)
answers = model.transform(pictures(session, demo + "/test"))
right = answers.where(F.element_at(F.split("path", "/"), -2) == F.col("prediction.class")).count()
assert right == 32, right
session.stop()
