package io.glimpse.server.answer;

import io.glimpse.document.ClassifyDocument;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.inference.AnswerDocuments;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.ClassList;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.NamedClasses;
import io.glimpse.progress.Notes;
import io.glimpse.server.admission.Admission;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.server.upload.Upload;
import io.glimpse.server.upload.Uploads;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code POST /v1/classify}: classes that are known by their names alone. */
public final class ClassifyRoutes {

  /** Classes of an answer where nobody says how many. */
  public static final int USUAL_TOP = 5;

  /** Of kept lists of classes, for each class that a request may have. */
  private static final int KEPT = 4;

  private final Admission admission;
  private final Limits limits;
  private final Uploads uploads;
  private final PictureWork work;
  private final ImagePipeline pipeline;
  private final CloudRendering clouds;
  private final PredictorCache<ClassifierSpec.OfNames> classifiers;

  /** Answers by one pipeline. */
  public ClassifyRoutes(
      ImagePipeline pipeline,
      CloudRendering clouds,
      Admission admission,
      Limits limits,
      Uploads uploads,
      PictureWork work) {
    this.admission = admission;
    this.limits = limits;
    this.uploads = uploads;
    this.work = work;
    this.pipeline = pipeline;
    this.clouds = clouds;
    this.classifiers = new PredictorCache<>((long) KEPT * limits.count(Limit.MAX_CLASSES));
  }

  /** Answers a request. */
  public ClassifyDocument classify(Context context, Ticket ticket) throws Exception {
    Upload upload = uploads.read(context.req(), context.queryParamMap(), ticket);
    ClassifierSpec.OfNames spec = spec(upload);
    int top = upload.whole("top", USUAL_TOP, 1, limits.count(Limit.MAX_CLASSES));
    Predictor predictor = predictor(spec);
    List<PictureWork.Outcome<ClassifyDocument.Result>> outcomes =
        work.run(
            upload.images(),
            predictor.pipeline(false),
            image -> AnswerDocuments.result(predictor, image, predictor.predict(image), top));
    return AnswerDocuments.document(
        predictor,
        outcomes.stream().map(PictureWork.Outcome::value).filter(Objects::nonNull).toList(),
        PictureWork.errors(outcomes));
  }

  private Predictor predictor(ClassifierSpec.OfNames spec) throws Exception {
    Predictor ready = classifiers.ready(spec);
    return ready == null
        ? admission.run(
            () ->
                classifiers.of(
                    spec,
                    spec.classes().size(),
                    () -> spec.open(pipeline, clouds, List.of(), Notes.SILENT)))
        : ready;
  }

  private ClassifierSpec.OfNames spec(Upload upload) {
    NamedClasses named = classes(upload);
    int count = named.classes().size();
    if (count > limits.of(Limit.MAX_CLASSES)) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE,
          "There are %d classes, and this service takes %d at most (max-classes)."
              .formatted(count, limits.of(Limit.MAX_CLASSES)));
    }
    String method = upload.one("method");
    return new ClassifierSpec.OfNames(
        named.classes().names(),
        upload.lists().getOrDefault("template", upload.all("template")),
        method == null ? ClassifierSpec.OfNames.USUAL_METHOD : method,
        Map.of(),
        named.said());
  }

  private static NamedClasses classes(Upload upload) {
    List<String> listed = upload.lists().get("classes");
    List<String> typed = upload.all("classes");
    if (listed == null && typed.isEmpty()) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE,
          "The classes are missing. Name them, as in ?classes=cat,dog, or ask a bank.");
    }
    return listed == null ? ClassList.ofLists(typed) : NamedClasses.of(ClassSet.of(listed));
  }
}
