/**
 * Features, methods, banks and metrics: what decides once pictures and names are numbers.
 *
 * <p>Packages without a list of modules are for everyone. The others are for the modules of Glimpse
 * alone, which compiling this one cannot see: hence the silenced warning.
 */
@SuppressWarnings("module")
module io.glimpse.core {
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.csv;
  requires static transitive org.jspecify;

  exports io.glimpse.bank;
  exports io.glimpse.calibration;
  exports io.glimpse.feature;
  exports io.glimpse.file;
  exports io.glimpse.local;
  exports io.glimpse.matrix;
  exports io.glimpse.method;
  exports io.glimpse.metric;
  exports io.glimpse.multiview;
  exports io.glimpse.progress;
  exports io.glimpse.review;
  exports io.glimpse.argument to
      io.glimpse.inference;
  exports io.glimpse.calip to
      io.glimpse.inference,
      io.glimpse.study;
  exports io.glimpse.json to
      io.glimpse.vision,
      io.glimpse.inference,
      io.glimpse.server,
      io.glimpse.data,
      io.glimpse.study;
  exports io.glimpse.listing to
      io.glimpse.inference,
      io.glimpse.data,
      io.glimpse.study;
  exports io.glimpse.memory to
      io.glimpse.store,
      io.glimpse.server;
  exports io.glimpse.tensor to
      io.glimpse.vision,
      io.glimpse.lite,
      io.glimpse.points,
      io.glimpse.data;
  exports io.glimpse.tip to
      io.glimpse.data;

  // Jackson writes the records of a bank's description.
  opens io.glimpse.bank to
      com.fasterxml.jackson.databind;

  uses io.glimpse.matrix.Gemm;
  uses io.glimpse.method.Method;

  // In the order in which help lists them, as in META-INF/services.
  provides io.glimpse.method.Method with
      io.glimpse.probe.ZeroShot,
      io.glimpse.calip.Calip,
      io.glimpse.calip.CalipFs,
      io.glimpse.tip.TipAdapter,
      io.glimpse.tip.TipAdapterF,
      io.glimpse.auto.Auto,
      io.glimpse.tip.Ape,
      io.glimpse.gaussian.Gda,
      io.glimpse.gaussian.Timo,
      io.glimpse.kernel.Proker,
      io.glimpse.adapter.ClipAdapter,
      io.glimpse.probe.LinearProbe,
      io.glimpse.probe.TextBlendedProbe,
      io.glimpse.multiview.InterView;
}
