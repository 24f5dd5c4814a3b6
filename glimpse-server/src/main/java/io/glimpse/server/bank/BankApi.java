package io.glimpse.server.bank;

import io.glimpse.database.BankDatabase;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.input.CloudRendering;
import io.glimpse.server.admission.Admission;
import io.glimpse.server.answer.PictureWork;
import io.glimpse.server.limit.Limits;
import io.glimpse.server.upload.Uploads;

/**
 * All that is asked of banks, by subject.
 *
 * @param banks as a whole
 * @param classes of banks
 * @param shots of classes
 * @param answers of banks
 * @param history of banks
 * @param files of banks
 * @param reviews of banks
 */
public record BankApi(
    BankRoutes banks,
    ClassRoutes classes,
    ShotRoutes shots,
    AnswerRoutes answers,
    HistoryRoutes history,
    FileRoutes files,
    ReviewRoutes reviews) {

  /** Asked of one database, with one pipeline into the encoder. */
  public static BankApi of(
      BankDatabase database,
      ImagePipeline pipeline,
      CloudRendering clouds,
      Admission admission,
      Limits limits,
      Uploads uploads,
      PictureWork work) {
    BankContext shared =
        new BankContext(
            database,
            new BankPredictors(database, pipeline, clouds, admission, limits),
            admission,
            limits,
            uploads,
            work);
    return new BankApi(
        new BankRoutes(shared),
        new ClassRoutes(shared),
        new ShotRoutes(shared),
        new AnswerRoutes(shared),
        new HistoryRoutes(shared),
        new FileRoutes(shared),
        new ReviewRoutes(shared));
  }
}
