package io.glimpse.server.bank;

import io.glimpse.calibration.AnswerRules;
import io.glimpse.document.ClassifyDocument;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.inference.AnswerDocuments;
import io.glimpse.inference.EvidenceOf;
import io.glimpse.inference.Predictor;
import io.glimpse.method.PlaceMap;
import io.glimpse.method.Prediction;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.answer.ClassifyRoutes;
import io.glimpse.server.answer.PictureWork;
import io.glimpse.server.document.BankDocuments;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.server.upload.Upload;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/banks/{bank}/classify}: what a bank says of pictures, and why. */
public final class AnswerRoutes {

  private final BankContext shared;

  AnswerRoutes(BankContext shared) {
    this.shared = shared;
  }

  private record Answered(ClassifyDocument.Result result, BankDocuments.@Nullable Evidence why) {}

  /** Answers a request. */
  public BankDocuments.Answer classify(Context context, Ticket ticket) throws Exception {
    String name = context.pathParam("bank");
    Upload upload = shared.uploads().read(context.req(), context.queryParamMap(), ticket);
    int top =
        upload.whole("top", ClassifyRoutes.USUAL_TOP, 1, shared.limits().count(Limit.MAX_CLASSES));
    boolean explain = "true".equals(upload.one("explain"));
    BankPredictors.Answering answering = shared.predictors().of(name, upload.one("method"));
    AnswerRules rules = rules(upload);
    Predictor predictor =
        rules.equals(AnswerRules.usual())
            ? answering.predictor()
            : answering.predictor().with(rules);
    List<PictureWork.Outcome<Answered>> outcomes =
        shared
            .work()
            .run(
                upload.images(),
                predictor.pipeline(explain),
                image -> answered(name, predictor, image, top, explain));
    List<Answered> answers =
        outcomes.stream().map(PictureWork.Outcome::value).filter(Objects::nonNull).toList();
    Conditions.tag(context, answering.snapshot().version());
    return new BankDocuments.Answer(
        AnswerDocuments.document(
            predictor,
            answers.stream().map(Answered::result).toList(),
            PictureWork.errors(outcomes)),
        name,
        answering.snapshot().version(),
        answering.snapshot().isTaught(),
        explain ? answers.stream().map(Answered::why).filter(Objects::nonNull).toList() : null);
  }

  private Answered answered(
      String bank, Predictor predictor, EncodedImage image, int top, boolean explain)
      throws IOException {
    Prediction prediction = predictor.predict(image);
    ClassifyDocument.Result result =
        ClassifyDocument.Result.of(image.input().name(), prediction, top);
    if (!explain) {
      return new Answered(result, null);
    }
    PlaceMap map = prediction.places();
    return new Answered(
        map == null ? result : result.withMap(map),
        BankEvidence.of(bank, predictor, new EvidenceOf(predictor), image, prediction));
  }

  private static AnswerRules rules(Upload upload) {
    AnswerRules rules = AnswerRules.usual();
    Double coverage = number(upload, "coverage");
    Double rate = number(upload, "unknown_rate");
    rules = coverage == null ? rules : rules.withCoverage(coverage);
    return rate == null ? rules : rules.withUnknownRate(rate);
  }

  private static @Nullable Double number(Upload upload, String field) {
    String text = upload.one(field);
    try {
      return text == null ? null : Double.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE, "'" + field + "' must be a number such as 0.9.", e);
    }
  }
}
