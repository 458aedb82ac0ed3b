package io.sallyport.operation;

import io.sallyport.wire.XmlWriter;

/** One action of IAM or STS: takes its parameters, does its work, writes its result. */
@FunctionalInterface
interface Action {

  /**
   * Runs the action. Parameters are all taken, and unknown ones refused, before anything is done.
   *
   * @param result where to write the content of the result element
   */
  void run(Call call, XmlWriter result);
}
