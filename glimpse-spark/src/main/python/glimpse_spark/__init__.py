"""Glimpse's encoders and classifiers as stages of PySpark's pipelines.

The jar of glimpse-spark must be on the class path of the session:

    spark = SparkSession.builder.config("spark.jars", "glimpse-spark-0.2.0-assembly.jar").getOrCreate()
    pictures = spark.read.format("binaryFile").load("pictures/")
    ImageClassifier.of_classes("cat", "dog").transform(pictures).select("path", "prediction.*").show()
"""
import sys

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaTransformer
from pyspark.sql import SparkSession

__all__ = ["ImageClassifier", "ImageEncoder", "FewShotClassifier"]

_PACKAGE = "io.glimpse.spark."

# PySpark looks for the class of a saved stage by the name of its class in Java.
sys.modules.setdefault(_PACKAGE[:-1], sys.modules[__name__])


def _param(name, doc, converter=TypeConverters.toString):
    return Param(Params._dummy(), name, doc, typeConverter=converter)


class _Reader(JavaMLReader):
    @classmethod
    def _java_loader_class(cls, clazz):
        return _PACKAGE + clazz.__name__


class _ImageStage(JavaMLReadable, JavaMLWritable):
    """What all stages have: a column of images and an encoder."""

    inputCol = _param("inputCol", "column of images: the bytes of files, or their paths")
    pathCol = _param("pathCol", "column of the names of images that come as bytes")
    outputCol = _param("outputCol", "column of what is made of them")
    encoder = _param("encoder", "name of the encoder, or path of a checkpoint")
    precision = _param("precision", "fp32 or int8")

    def _of(self, java, params):
        self._java_obj = java if java is not None else self._new_java_obj(_PACKAGE + type(self).__name__)
        self._resetUid(self._java_obj.uid())
        self._transfer_params_from_java()
        self._set(**{name: value for name, value in params.items() if value is not None})

    @classmethod
    def _from_java(cls, java_stage):
        return cls(java=java_stage)

    @classmethod
    def read(cls):
        return _Reader(cls)

    def set(self, **params):
        """Sets parameters by name: set(inputCol="image", top=3)."""
        return self._set(**params)


class ImageEncoder(_ImageStage, JavaTransformer):
    """Encodes images and point clouds."""

    errorCol = _param("errorCol", "column of what is wrong with images")
    tokensCol = _param("tokensCol", "column of tokens; none where it is empty")

    def __init__(self, java=None, **params):
        super().__init__()
        self._of(java, params)


class ImageClassifier(_ImageStage, JavaModel):
    """Tells what is in images, among named classes or by a bank."""

    classes = _param("classes", "names of classes, where there is no bank", TypeConverters.toListString)
    descriptions = _param("descriptions", "class=what it looks like, instead of its name", TypeConverters.toListString)
    templates = _param("templates", "sentences around the names", TypeConverters.toListString)
    method = _param("method", "zero-shot or calip, where there is no bank")
    top = _param("top", "classes that an answer has", TypeConverters.toInt)
    logits = _param("logits", "whether answers have the logits of all classes", TypeConverters.toBoolean)

    def __init__(self, java=None, **params):
        super().__init__(java)
        self._of(java, params)

    @staticmethod
    def of_classes(*names, **params):
        """By the names of classes alone."""
        return ImageClassifier(classes=list(names), **params)

    @staticmethod
    def of_bank(file, **params):
        """By a bank that the driver can read."""
        jvm = SparkSession.getActiveSession()._jvm
        return ImageClassifier(java=jvm.io.glimpse.spark.ImageClassifier.ofBank(str(file)), **params)


class FewShotClassifier(_ImageStage, JavaEstimator):
    """Makes an ImageClassifier of labelled examples."""

    labelCol = _param("labelCol", "column of the names of their classes")
    method = _param("method", "how examples are used")

    def __init__(self, java=None, **params):
        super().__init__()
        self._of(java, params)

    def _create_model(self, java_model):
        return ImageClassifier(java=java_model)
