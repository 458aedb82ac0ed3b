package io.sallyport.masterkey;

import java.util.List;

/**
 * The keys that an installation makes for itself, wrapped by the master key: those that seal
 * session tokens, of which there can be new ones at any time, and those that encrypt secrets in the
 * store. Thread-safe. A change is durable, holds at once on the node that made it, and on all
 * others within {@code maxStaleness}.
 *
 * <p>Each method throws {@link io.sallyport.error.UnavailableException} if the store can't be
 * asked.
 */
public interface KeyManager {

  /** The keys that open session tokens, the newest last. */
  List<TokenKey> tokenKeys();

  /**
   * Adds a token key, which seals once every node can have seen it: twice {@code maxStaleness} from
   * now. Sessions stay as they are. A key that has been succeeded for as long as a session can last
   * is dropped.
   *
   * @throws io.sallyport.error.LimitExceededException if there are 64 that may still be needed
   * @throws MasterKeyException if the master key can't wrap it: {@link
   *     MasterKeyUnavailableException} if it can't be asked, {@link WrongMasterKeyException} if
   *     another one has wrapped the others meanwhile
   */
  void rotate();

  /**
   * Ends all sessions whose tokens a key sealed, as if it had never been: for a key that may be
   * known to others. If no other key seals yet, a new one does at once.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such key
   */
  void strikeOut(String tokenKeyId);

  /**
   * Wraps all keys by another master key, which this instance uses from now on. Other instances go
   * on with the keys that they have opened, and add none; each must be given the new master key
   * before it is started again. If it can't be known whether it was done, do it again.
   *
   * @throws MasterKeyException if the old one doesn't open them ({@link WrongMasterKeyException}),
   *     the new one doesn't wrap them, or one can't be asked ({@link
   *     MasterKeyUnavailableException}); nothing is changed then
   */
  void rewrap(MasterKey next);
}
