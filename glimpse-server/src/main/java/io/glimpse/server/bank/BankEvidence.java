package io.glimpse.server.bank;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.image.ImageException;
import io.glimpse.inference.EvidenceOf;
import io.glimpse.inference.Predictor;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import io.glimpse.method.Vote;
import io.glimpse.report.ViewAttention;
import io.glimpse.server.document.BankDocuments;
import io.glimpse.server.document.Paths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a bank answered as it did: the shots that spoke for it, shown by the pictures that the
 * service itself keeps, and where in the picture the likeliest classes were seen.
 */
final class BankEvidence {

  private static final int SHOTS = 8;

  private BankEvidence() {}

  /**
   * The evidence behind an answer.
   *
   * @param image by {@link EvidenceOf#pipeline}
   */
  static BankDocuments.Evidence of(
      String bank,
      Predictor predictor,
      EvidenceOf source,
      EncodedImage image,
      Prediction prediction)
      throws ImageException {
    List<BankDocuments.Nearest> shots = new ArrayList<>();
    for (Vote vote :
        predictor.classifier().nearestShots(predictor.asked(image.features()), SHOTS)) {
      String id = id(predictor.bank(), vote.shot());
      shots.add(
          new BankDocuments.Nearest(
              id,
              predictor.classifier().classes().name(vote.label()),
              vote.similarity(),
              vote.share(),
              id == null ? null : Paths.thumbnail(bank, id)));
    }
    return new BankDocuments.Evidence(
        image.input().name(),
        shots,
        source.attention(image, prediction).stream().map(BankEvidence::attention).toList());
  }

  private static @Nullable String id(@Nullable Bank bank, int shot) {
    return bank == null || shot == Vote.SEVERAL ? null : bank.shots().get(shot).id();
  }

  private static BankDocuments.Attention attention(ViewAttention seen) {
    Matrix weights = seen.attention().weights();
    List<List<Float>> rows = new ArrayList<>();
    for (int row = 0; row < weights.rows(); row++) {
      List<Float> values = new ArrayList<>();
      for (int column = 0; column < weights.columns(); column++) {
        values.add(weights.get(row, column));
      }
      rows.add(values);
    }
    return new BankDocuments.Attention(seen.attention().className(), seen.view(), rows);
  }
}
