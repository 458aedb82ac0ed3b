package io.sallyport.error;

/** An input breaks a rule. */
public final class InvalidInputException extends IamException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 128;

  /**
   * Names the input, its value and the rule.
   *
   * @param input the name of the parameter, as AWS spells it
   * @param value what was given; no more than its beginning is repeated
   * @param rule what is allowed, such as {@code "1 to 64 of A-Z a-z 0-9 _+=,.@-"}
   */
  public InvalidInputException(String input, String value, String rule) {
    super("InvalidInput", 400, input + " \"" + Printable.of(shown(value)) + "\" is not " + rule);
  }

  /** An input that must be given was not. */
  public static InvalidInputException missing(String input) {
    return new InvalidInputException(input, "", "given");
  }

  private static String shown(String value) {
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
  }
}
