/** The tokenizers of encoders other than OpenAI's, read from the files that lie beside them. */
@NullMarked
package io.glimpse.tokenizer;

import org.jspecify.annotations.NullMarked;
