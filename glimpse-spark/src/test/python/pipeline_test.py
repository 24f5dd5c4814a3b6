"""Teaches a classifier from PySpark, saves it, and asks it about a hundred pictures of which ten are broken.

    pipeline_test.py DEMO MIXED SAVED    folders: of the demonstration, of pictures, for the pipeline
"""
import sys

from pyspark.ml import Pipeline
from pyspark.sql import functions as F

from glimpse_spark import FewShotClassifier, ImageClassifier, ImageEncoder
from session import open_session, pictures

demo, mixed, saved = sys.argv[1:]
session = open_session()

labelled = pictures(session, demo + "/shots").withColumn("label", F.element_at(F.split("path", "/"), -2))
model = Pipeline(stages=[FewShotClassifier()]).fit(labelled)
right = (
    model.transform(pictures(session, demo + "/test"))
    .where(F.element_at(F.split("path", "/"), -2) == F.col("prediction.class"))
    .count()
)
assert right == 32, right
model.write().overwrite().save(saved)

asked = pictures(session, mixed)
rows = model.transform(asked).select("path", "prediction.class", "prediction.error").collect()
broken = [row for row in rows if row["error"] is not None]
assert len(rows) == 100 and len(broken) == 10, (len(rows), len(broken))
assert all((row["error"] is None) != (row["class"] is None) for row in rows)
assert all(int(row["path"].rsplit("/", 1)[1][:-4]) % 10 == 0 for row in broken)

zero = ImageClassifier.of_classes("okapi", "emu", top=2)
first = zero.transform(pictures(session, demo + "/test/okapi")).select("prediction.*").first()
assert first["class"] == "okapi" and len(first["top"]) == 2, first

encoded = ImageEncoder(outputCol="feature").transform(asked.limit(2)).select("feature").collect()
assert len(encoded[0]["feature"]) == len(encoded[1]["feature"]) > 100
session.stop()
