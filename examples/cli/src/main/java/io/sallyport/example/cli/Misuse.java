package io.sallyport.example.cli;

/** Why a command was not asked for as it should be. */
final class Misuse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Misuse(String message) {
    super(message);
  }
}
