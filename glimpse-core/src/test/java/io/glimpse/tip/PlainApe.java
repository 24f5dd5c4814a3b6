package io.glimpse.tip;

import io.glimpse.method.Reference;
import java.util.ArrayList;
import java.util.List;

/** APE's equations in double precision, slow and obvious: every pair of samples, every point. */
final class PlainApe {

  private final double[][] texts;
  private final double[][] keys;
  private final int[] labels;
  final double[] criterion;
  final int[] channels;

  PlainApe(double[][] texts, double[][] keys, int[] labels, int count, double mix) {
    this.texts = texts;
    this.keys = keys;
    this.labels = labels;
    this.criterion = criterion(mix);
    List<Integer> order = new ArrayList<>();
    for (int k = 0; k < criterion.length; k++) {
      int at = 0;
      while (at < order.size() && criterion[order.get(at)] >= criterion[k]) {
        at++;
      }
      order.add(at, k);
    }
    this.channels = order.subList(0, count).stream().mapToInt(k -> k).toArray();
  }

  private double[] criterion(double mix) {
    List<double[]> samples = new ArrayList<>(List.of(texts));
    samples.addAll(List.of(keys));
    double[] all = new double[texts[0].length];
    for (int k = 0; k < all.length; k++) {
      double sum = 0;
      int pairs = 0;
      for (int a = 0; a < samples.size(); a++) {
        for (int b = 0; b < samples.size(); b++) {
          if (classOf(a) != classOf(b)) {
            sum += samples.get(a)[k] * samples.get(b)[k];
            pairs++;
          }
        }
      }
      double mean = 0;
      for (double[] text : texts) {
        mean += text[k] / texts.length;
      }
      double variance = 0;
      for (double[] text : texts) {
        variance += (text[k] - mean) * (text[k] - mean) / (texts.length - 1);
      }
      all[k] = -mix * sum / pairs + (1 - mix) * variance;
    }
    return all;
  }

  private int classOf(int sample) {
    return sample < texts.length ? sample : labels[sample - texts.length];
  }

  double[][] logits(double[][] f, double alpha, double beta, double gamma) {
    double[][] logits = Reference.zeroShot(f, texts, 100);
    double[] weights = new double[keys.length];
    for (int s = 0; s < keys.length; s++) {
      weights[s] = Math.exp(gamma * divergence(s));
    }
    for (int i = 0; i < f.length; i++) {
      for (int s = 0; s < keys.length; s++) {
        double cosine = Reference.dot(refined(f[i]), refined(keys[s]));
        logits[i][labels[s]] += alpha * Math.exp(-beta * (1 - cosine)) * weights[s];
      }
    }
    return logits;
  }

  private double divergence(int shot) {
    double sum = 0;
    for (double[] text : texts) {
      sum += Math.exp(Reference.dot(refined(keys[shot]), refined(text)));
    }
    double p = Math.exp(Reference.dot(refined(keys[shot]), refined(texts[labels[shot]]))) / sum;
    return Math.log((1 + 1e-6) / (p + 1e-6)) / Math.log(2);
  }

  private double[] refined(double[] row) {
    double[] few = new double[channels.length];
    for (int k = 0; k < few.length; k++) {
      few[k] = row[channels[k]];
    }
    double norm = Math.sqrt(Reference.dot(few, few));
    for (int k = 0; k < few.length; k++) {
      few[k] /= norm;
    }
    return few;
  }

  /** Beta, alpha and gamma of the first point with the most right answers. */
  double[] search(double[][] f, int[] truth) {
    double[][] base = Reference.zeroShot(f, texts, 100);
    double[][] cosines = new double[f.length][keys.length];
    double[] divergences = new double[keys.length];
    for (int s = 0; s < keys.length; s++) {
      divergences[s] = divergence(s);
      for (int i = 0; i < f.length; i++) {
        cosines[i][s] = Reference.dot(refined(f[i]), refined(keys[s]));
      }
    }
    double[] best = new double[3];
    int most = -1;
    for (int b = 0; b < 200; b++) {
      double beta = b * (7 - 0.1) / 200 + 0.1;
      for (int a = 0; a < 20; a++) {
        double alpha = a * (7 - 0.1) / 20 + 0.1;
        for (int g = 0; g < 20; g++) {
          double gamma = g / 20.0;
          int right = 0;
          for (int i = 0; i < f.length; i++) {
            double[] logits = base[i].clone();
            for (int s = 0; s < keys.length; s++) {
              logits[labels[s]] +=
                  alpha * Math.exp(-beta * (1 - cosines[i][s])) * Math.exp(gamma * divergences[s]);
            }
            right += first(logits) == truth[i] ? 1 : 0;
          }
          if (right > most) {
            most = right;
            best = new double[] {beta, alpha, gamma};
          }
        }
      }
    }
    return best;
  }

  private static int first(double[] logits) {
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best;
  }
}
