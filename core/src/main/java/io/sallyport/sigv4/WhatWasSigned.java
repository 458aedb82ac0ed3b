package io.sallyport.sigv4;

/** Of a request, what its signature is of. */
sealed interface WhatWasSigned permits CanonicalRequest, WhatWasSigned.Policy {
  /**
   * What its signature is of: its string to sign.
   *
   * @param payload what is signed of the body, if that is signed
   */
  String toSign(SigningKey key, String payload);

  /**
   * What that is made of, as its sender may see it: without what is secret in it.
   *
   * @param payload what is signed of the body, if that is signed
   */
  String shown(String payload);

  /**
   * The policy that goes with a form.
   *
   * @param text as it stands there, in Base64
   */
  record Policy(String text) implements WhatWasSigned {
    @Override
    public String toSign(SigningKey key, String payload) {
      return text;
    }

    @Override
    public String shown(String payload) {
      return text;
    }
  }
}
