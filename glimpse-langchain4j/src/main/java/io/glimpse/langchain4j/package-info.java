/**
 * An encoder as LangChain4j's embedding model: {@link
 * io.glimpse.langchain4j.GlimpseEmbeddingModel}.
 */
package io.glimpse.langchain4j;
