/// The demo catalogue: shops of different kinds and what they sell, made of word lists, always the same.
public enum DemoCatalogue {}
