/** What a study found, beside the papers' figures: a page, and tables to read by machine. */
package io.glimpse.studyreport;
