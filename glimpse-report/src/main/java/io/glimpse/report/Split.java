package io.glimpse.report;

/**
 * What texts and what examples had to do with an answer.
 *
 * @param textMargin what the texts add to the margin between answer and runner-up, in logits
 * @param shotMargin what the examples add
 * @param byTexts the class that the texts alone would answer
 * @param byShots the class that the examples alone would answer
 */
public record Split(double textMargin, double shotMargin, String byTexts, String byShots) {}
