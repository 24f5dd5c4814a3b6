package io.glimpse.server.bank;

import io.glimpse.database.BankDatabase;
import io.glimpse.server.admission.Admission;
import io.glimpse.server.answer.PictureWork;
import io.glimpse.server.limit.Limits;
import io.glimpse.server.upload.Uploads;

/**
 * What the routes of banks work with.
 *
 * @param banks that are asked and changed
 * @param predictors what answers for them
 * @param admission has work done that is not of single pictures
 * @param limits that requests keep to
 * @param uploads takes pictures and JSON from requests
 * @param work takes pictures from the queue to their answers
 */
record BankContext(
    BankDatabase banks,
    BankPredictors predictors,
    Admission admission,
    Limits limits,
    Uploads uploads,
    PictureWork work) {}
