package io.glimpse.tokenizer;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads a tokenizer.json, the form that Hugging Face's tokenizers are published in. */
final class TokenizerJson {

  /** Gemma's have some thousands. */
  private static final int MOST_ADDED = 50_000;

  private final Section rest;
  private final Vocabulary vocabulary;

  private TokenizerJson(Section rest, Vocabulary vocabulary) {
    this.rest = rest;
    this.vocabulary = vocabulary;
  }

  /** The tokenizer that a file describes, with the filling that it or its neighbours name. */
  static Pipeline read(Path file) throws IOException {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    @Nullable Vocabulary vocabulary = null;
    try (JsonStream stream = JsonStream.open(file)) {
      stream.require(JsonToken.START_OBJECT, "");
      while (stream.next() == JsonToken.FIELD_NAME) {
        String name = stream.text();
        JsonToken value = stream.next();
        boolean isModel = name.equals("model");
        if (rest.has(name) || (isModel && vocabulary != null)) {
          throw stream.damaged("'" + name + "' is there twice");
        }
        if (isModel) {
          stream.requireCurrent(value, JsonToken.START_OBJECT, name);
          vocabulary = Vocabulary.read(stream);
        } else {
          rest.set(name, stream.tree());
        }
      }
      stream.requireEnd();
    }
    if (vocabulary == null) {
      throw new CheckpointException(file, "has no 'model'; fetch it anew");
    }
    return new TokenizerJson(new Section(file, "", rest), vocabulary).pipeline();
  }

  private Pipeline pipeline() throws IOException {
    rest.only(
        "version",
        "truncation",
        "padding",
        "added_tokens",
        "normalizer",
        "pre_tokenizer",
        "post_processor",
        "decoder");
    TextStep normalizer = NormalizerReader.read(rest.at("normalizer"));
    List<AddedTokens.Token> raw = new ArrayList<>();
    List<AddedTokens.Token> normalized = new ArrayList<>();
    if (!rest.at("added_tokens").isAbsent()) {
      for (Section token : rest.at("added_tokens").list(MOST_ADDED)) {
        read(token, normalizer, raw, normalized);
      }
    }
    AddedTokens all = added(raw);
    Pipeline unfilled =
        new Pipeline(
            text -> text,
            all,
            normalizer,
            added(normalized),
            SplitterReader.read(rest.at("pre_tokenizer")),
            ModelReader.read(vocabulary, all),
            MarksReader.read(rest.at("post_processor")),
            0);
    return unfilled.with(unfilled.marks(), filling(unfilled));
  }

  private AddedTokens added(List<AddedTokens.Token> tokens) throws CheckpointException {
    try {
      return new AddedTokens(tokens);
    } catch (IllegalArgumentException e) {
      throw rest.at("added_tokens").refuse(e);
    }
  }

  private static void read(
      Section token,
      TextStep normalizer,
      List<AddedTokens.Token> raw,
      List<AddedTokens.Token> normalized)
      throws CheckpointException {
    token.only("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
    if (token.at("single_word").flag(false)) {
      throw token.at("single_word").unknown("true");
    }
    boolean isNormalized = token.at("normalized").flag(!token.at("special").flag(false));
    String content = token.at("content").text();
    String spelt = isNormalized ? normalizer.apply(content) : content;
    if (spelt.isEmpty()) {
      throw token.at("content").refuse("is empty; fetch the file anew");
    }
    (isNormalized ? normalized : raw)
        .add(
            new AddedTokens.Token(
                token.at("id").whole(0, PieceTable.MOST_ID),
                spelt,
                token.at("lstrip").flag(false),
                token.at("rstrip").flag(false)));
  }

  /**
   * The id that fills rows: what the file pads with, else the token that a file beside it names,
   * else the usual one, else the last mark. On which side the file would fill is not asked: these
   * encoders were trained with rows that are filled on the right.
   */
  private int filling(Pipeline tokenizer) throws IOException {
    Section padding = rest.at("padding");
    if (!padding.isAbsent()) {
      return padding.at("pad_id").whole(0, PieceTable.MOST_ID);
    }
    for (String name : new String[] {"tokenizer_config.json", "special_tokens_map.json"}) {
      Path beside = rest.file().resolveSibling(name);
      if (Files.isRegularFile(beside)) {
        Section token = JsonStream.read(beside).at("pad_token");
        if (!token.isAbsent()) {
          return filling(tokenizer, token.value().isObject() ? token.at("content") : token);
        }
      }
    }
    for (String usual : new String[] {"<pad>", "[PAD]"}) {
      OptionalInt id = tokenizer.idOf(usual);
      if (id.isPresent()) {
        return id.getAsInt();
      }
    }
    return tokenizer.marks().end().orElse(0);
  }

  private static int filling(Pipeline tokenizer, Section token) throws CheckpointException {
    OptionalInt id = tokenizer.idOf(token.text());
    if (id.isEmpty()) {
      throw token.refuse("is '%s', which the vocabulary lacks".formatted(token.text()));
    }
    return id.getAsInt();
  }
}
