package io.glimpse.server.bank;

import io.glimpse.bank.Bank;
import io.glimpse.database.BankSnapshot;
import io.glimpse.database.ShotPicture;
import io.glimpse.document.BankCheckDocument;
import io.glimpse.document.SuggestDocument;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.inference.BankCheck;
import io.glimpse.inference.Predictor;
import io.glimpse.inference.ShotSuggestions;
import io.glimpse.inference.ShotSuggestions.Candidate;
import io.glimpse.inference.SuggestDocuments;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.answer.PictureWork;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.upload.Upload;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is wrong with a bank, and what would help it. */
public final class ReviewRoutes {

  private static final int USUAL_SUGGESTIONS = 10;

  private final BankContext shared;
  private final ImageDecoder thumbnails = new ImageDecoder();

  ReviewRoutes(BankContext shared) {
    this.shared = shared;
  }

  /** {@code GET /v1/banks/{bank}/check}: as {@code bank check --json}. */
  public BankCheckDocument check(Context context, Ticket ticket) throws Exception {
    String name = context.pathParam("bank");
    BankSnapshot snapshot = shared.banks().current(name);
    BankPredictors.requireTaught(snapshot, "to review");
    Conditions.tag(context, snapshot.version());
    return shared.admission().run(() -> checked(name, snapshot.bank()));
  }

  private BankCheckDocument checked(String name, Bank bank) throws IOException {
    Failures failures = new Failures();
    BankCheck check = BankCheck.of(bank, shot -> picture(name, bank, shot), failures);
    return BankCheckDocument.of(
        bank, name, check.review(), check.doubles(), false, failures.errors());
  }

  /** The picture that the store keeps; the files that shots name are the client's. */
  private @Nullable Image picture(String name, Bank bank, int shot) {
    String id = bank.shots().get(shot).id();
    try {
      ShotPicture kept = shared.banks().picture(name, id).orElse(null);
      return kept == null ? null : thumbnails.read(id, kept.thumbnail());
    } catch (IOException e) {
      return null;
    }
  }

  /** {@code POST /v1/banks/{bank}/suggest}: as {@code bank suggest --json}. */
  public SuggestDocument suggest(Context context, Ticket ticket) throws Exception {
    String name = context.pathParam("bank");
    Upload upload = shared.uploads().read(context.req(), context.queryParamMap(), ticket);
    int most = upload.whole("top", USUAL_SUGGESTIONS, 1, shared.limits().count(Limit.MAX_IMAGES));
    BankPredictors.Answering answering = shared.predictors().of(name, null);
    BankPredictors.requireTaught(answering.snapshot(), "to compare with");
    Predictor predictor = answering.predictor();
    List<PictureWork.Outcome<Candidate>> looked =
        shared
            .work()
            .run(
                upload.images(),
                predictor.pipeline(false),
                image -> Candidate.of(predictor, image));
    List<Candidate> candidates =
        looked.stream().map(PictureWork.Outcome::value).filter(Objects::nonNull).toList();
    ShotSuggestions found = shared.admission().run(() -> ShotSuggestions.among(candidates, most));
    Conditions.tag(context, answering.snapshot().version());
    return SuggestDocuments.document(name, "", found, PictureWork.errors(looked));
  }
}
