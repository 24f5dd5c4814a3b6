/**
 * Evidence for answers, as one HTML file that needs nothing outside itself: no network, no script,
 * no second file.
 *
 * <p>It takes plain records and knows no encoder. Whoever classifies fills a {@link
 * io.glimpse.report.Report} and writes it.
 */
package io.glimpse.report;
