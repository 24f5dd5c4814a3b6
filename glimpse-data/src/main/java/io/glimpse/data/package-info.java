/**
 * Data sets as they lie on disk, the splits of few-shot papers, and the samples drawn from them.
 */
package io.glimpse.data;
