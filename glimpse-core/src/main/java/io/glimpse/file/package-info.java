/**
 * Files: written so that a failure leaves the old one, locked, digested, and JSON that is not
 * trusted.
 */
package io.glimpse.file;
