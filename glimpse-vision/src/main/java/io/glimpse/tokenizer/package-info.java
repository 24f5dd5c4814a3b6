/** The tokenizers of encoders other than OpenAI's, read from the files that lie beside them. */
package io.glimpse.tokenizer;
