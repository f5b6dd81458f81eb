package torvet.analysis;

import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.compound.CompoundWordTokenFilterBase;
import org.apache.lucene.analysis.compound.DictionaryCompoundWordTokenFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.core.UpperCaseFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.KeepWordFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.miscellaneous.LimitTokenCountFilter;
import org.apache.lucene.analysis.miscellaneous.PatternKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.ScandinavianFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.ScandinavianNormalizationFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.StemmerOverrideFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.reverse.ReverseStringFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The token filters, with the settings and defaults of the reference manual. */
final class TokenFilters {

    private TokenFilters() {}

    /** Reads one filter's settings and gives the function that wraps a stream. */
    private interface Recipe {
        UnaryOperator<TokenStream> read(IndexSettings index, Environment environment, Settings settings) throws IOException;
    }

    static Map<String, AnalysisProvider<TokenFilterFactory>> all() {
        Map<String, AnalysisProvider<TokenFilterFactory>> filters = new HashMap<>();
        addNormalizing(filters);
        addPlain(filters);
        addWithSettings(filters);
        filters.put("synonym", AnalysisPlugin.requiresAnalysisSettings(Synonyms.provider(false)));
        filters.put("synonym_graph", AnalysisPlugin.requiresAnalysisSettings(Synonyms.provider(true)));
        return filters;
    }

    /** Filters of single characters: usable by bare name, and in a keyword field's normalizer. */
    private static void addNormalizing(Map<String, AnalysisProvider<TokenFilterFactory>> filters) {
        Map<String, Recipe> recipes = Map.of(
            "lowercase", (index, environment, settings) -> LowerCaseFilter::new,
            "uppercase", (index, environment, settings) -> UpperCaseFilter::new,
            "trim", (index, environment, settings) -> TrimFilter::new,
            "decimal_digit", (index, environment, settings) -> DecimalDigitFilter::new,
            "scandinavian_folding", (index, environment, settings) -> ScandinavianFoldingFilter::new,
            "scandinavian_normalization", (index, environment, settings) -> ScandinavianNormalizationFilter::new
        );
        recipes.forEach((type, recipe) -> filters.put(type, normalizing(recipe)));
        filters.put("asciifolding", (index, environment, name, settings) -> new AsciiFolding(name, settings));
        filters.put("pattern_replace", AnalysisPlugin.requiresAnalysisSettings(normalizing((index, environment, settings) -> {
            Pattern pattern = Regex.compile(required(settings, "pattern"), settings.get("flags"));
            String replacement = settings.get("replacement", "");
            boolean everywhere = settings.getAsBoolean("all", true);
            return input -> new PatternReplaceFilter(input, pattern, replacement, everywhere);
        })));
    }

    /** Filters of tokens that have a default for every setting: usable by bare name. */
    private static void addPlain(Map<String, AnalysisProvider<TokenFilterFactory>> filters) {
        filters.put("edge_ngram", provider(Filter.InSynonyms.REFUSED, TokenFilters::edgeNgram));
        filters.put("ngram", provider(Filter.InSynonyms.REFUSED, TokenFilters::ngram));
        filters.put("flatten_graph", provider((index, environment, settings) -> FlattenGraphFilter::new));
        filters.put("keyword_repeat", provider(Filter.InSynonyms.LEFT_OUT, (i, e, settings) -> KeywordRepeatFilter::new));
        filters.put("length", provider((index, environment, settings) -> {
            int shortest = settings.getAsInt("min", 0);
            int longest = settings.getAsInt("max", Integer.MAX_VALUE);
            return input -> new LengthFilter(input, shortest, longest);
        }));
        filters.put("limit", provider((index, environment, settings) -> {
            int count = settings.getAsInt("max_token_count", 1);
            boolean consumeAll = settings.getAsBoolean("consume_all_tokens", false);
            return input -> new LimitTokenCountFilter(input, count, consumeAll);
        }));
        filters.put("porter_stem", provider((index, environment, settings) -> PorterStemFilter::new));
        filters.put("remove_duplicates", provider((index, environment, settings) -> RemoveDuplicatesTokenFilter::new));
        filters.put("reverse", provider((index, environment, settings) -> ReverseStringFilter::new));
        filters.put("snowball", provider((index, environment, settings) -> {
            String language = settings.get("language", settings.get("name", "English"));
            return input -> new SnowballFilter(input, language);
        }));
        filters.put("stemmer", provider(TokenFilters::stemmer));
        filters.put("truncate", provider((index, environment, settings) -> {
            int length = settings.getAsInt("length", 10);
            return input -> new TruncateTokenFilter(input, length);
        }));
        filters.put("unique", provider((index, environment, settings) -> {
            boolean samePosition = settings.getAsBoolean("only_on_same_position", false);
            return input -> new UniqueFilter(input, samePosition);
        }));
        filters.put("word_delimiter_graph", provider(Filter.InSynonyms.REFUSED, TokenFilters::wordDelimiter));
    }

    /** Filters that mean nothing without settings of their own. */
    private static void addWithSettings(Map<String, AnalysisProvider<TokenFilterFactory>> filters) {
        Map<String, AnalysisProvider<TokenFilterFactory>> needy = Map.of(
            "dictionary_decompounder", provider(Filter.InSynonyms.LEFT_OUT, TokenFilters::decompounder),
            "elision", provider((index, environment, settings) -> {
                var articles = Analysis.parseArticles(environment, settings);
                return input -> new ElisionFilter(input, articles);
            }),
            "keep", provider((index, environment, settings) -> {
                var words = Analysis.getWordSet(environment, settings, "keep_words");
                return input -> new KeepWordFilter(input, words);
            }),
            "keyword_marker", provider(TokenFilters::keywordMarker),
            "pattern_capture", provider((index, environment, settings) -> {
                Pattern[] patterns = settings.getAsList("patterns").stream().map(Pattern::compile).toArray(Pattern[]::new);
                boolean preserve = settings.getAsBoolean("preserve_original", true);
                return input -> new PatternCaptureGroupTokenFilter(input, preserve, patterns);
            }),
            "stemmer_override", provider(TokenFilters::stemmerOverride)
        );
        needy.forEach((type, provider) -> filters.put(type, AnalysisPlugin.requiresAnalysisSettings(provider)));
    }

    private static UnaryOperator<TokenStream> decompounder(IndexSettings index, Environment environment, Settings settings) {
        var words = Analysis.getWordSet(environment, settings, "word_list");
        if (words == null) {
            throw new IllegalArgumentException("word_list must be provided, either as an array or as [word_list_path]");
        }
        int minWord = settings.getAsInt("min_word_size", CompoundWordTokenFilterBase.DEFAULT_MIN_WORD_SIZE);
        int minPart = settings.getAsInt("min_subword_size", CompoundWordTokenFilterBase.DEFAULT_MIN_SUBWORD_SIZE);
        int maxPart = settings.getAsInt("max_subword_size", CompoundWordTokenFilterBase.DEFAULT_MAX_SUBWORD_SIZE);
        boolean longest = settings.getAsBoolean("only_longest_match", false);
        return input -> new DictionaryCompoundWordTokenFilter(input, words, minWord, minPart, maxPart, longest);
    }

    private static UnaryOperator<TokenStream> edgeNgram(IndexSettings index, Environment environment, Settings settings) {
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        boolean preserve = settings.getAsBoolean("preserve_original", false);
        return input -> new EdgeNGramTokenFilter(input, min, max, preserve);
    }

    private static UnaryOperator<TokenStream> ngram(IndexSettings index, Environment environment, Settings settings) {
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        boolean preserve = settings.getAsBoolean("preserve_original", false);
        Tokenizers.checkNgramDifference(index, min, max);
        return input -> new NGramTokenFilter(input, min, max, preserve);
    }

    private static UnaryOperator<TokenStream> keywordMarker(IndexSettings index, Environment environment, Settings settings) {
        String pattern = settings.get("keywords_pattern");
        if (pattern != null) {
            Pattern compiled = Pattern.compile(pattern);
            return input -> new PatternKeywordMarkerFilter(input, compiled);
        }
        var words = Analysis.getWordSet(environment, settings, "keywords");
        if (words == null) {
            throw new IllegalArgumentException(
                "keyword filter requires either `keywords`, `keywords_path`, or `keywords_pattern` to be configured"
            );
        }
        return input -> new SetKeywordMarkerFilter(input, words);
    }

    private static UnaryOperator<TokenStream> stemmer(IndexSettings index, Environment environment, Settings settings) {
        String language = settings.get("language", settings.get("name", "porter"));
        return switch (language) {
            case "danish" -> input -> new SnowballFilter(input, new DanishStemmer());
            case "english", "porter" -> PorterStemFilter::new;
            case "german" -> input -> new SnowballFilter(input, new GermanStemmer());
            case "norwegian" -> input -> new SnowballFilter(input, new NorwegianStemmer());
            case "possessive_english" -> EnglishPossessiveFilter::new;
            case "swedish" -> input -> new SnowballFilter(input, new SwedishStemmer());
            default -> throw new IllegalArgumentException(
                "The tests' analysis module has no stemmer for [" + language + "]: add it to TokenFilters.java"
            );
        };
    }

    private static UnaryOperator<TokenStream> stemmerOverride(IndexSettings index, Environment environment, Settings settings)
        throws IOException {
        List<String> rules = Analysis.getWordList(environment, settings, "rules");
        if (rules == null) {
            throw new IllegalArgumentException("stemmer override filter requires either `rules` or `rules_path` to be configured");
        }
        var builder = new StemmerOverrideFilter.Builder(false);
        for (String rule : rules) {
            String[] sides = rule.split("=>");
            if (sides.length != 2 || sides[1].isBlank() || sides[1].contains(",")) {
                throw new IllegalArgumentException("Invalid Keyword override Rule:" + rule);
            }
            for (String word : sides[0].split(",")) {
                if (word.isBlank()) {
                    throw new IllegalArgumentException("Invalid Keyword override Rule:" + rule);
                }
                builder.add(word.trim(), sides[1].trim());
            }
        }
        var map = builder.build();
        return input -> new StemmerOverrideFilter(input, map);
    }

    private static UnaryOperator<TokenStream> wordDelimiter(IndexSettings index, Environment environment, Settings settings) {
        int flags = flag(settings, "generate_word_parts", true, WordDelimiterGraphFilter.GENERATE_WORD_PARTS)
            | flag(settings, "generate_number_parts", true, WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS)
            | flag(settings, "catenate_words", false, WordDelimiterGraphFilter.CATENATE_WORDS)
            | flag(settings, "catenate_numbers", false, WordDelimiterGraphFilter.CATENATE_NUMBERS)
            | flag(settings, "catenate_all", false, WordDelimiterGraphFilter.CATENATE_ALL)
            | flag(settings, "split_on_case_change", true, WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE)
            | flag(settings, "preserve_original", false, WordDelimiterGraphFilter.PRESERVE_ORIGINAL)
            | flag(settings, "split_on_numerics", true, WordDelimiterGraphFilter.SPLIT_ON_NUMERICS)
            | flag(settings, "stem_english_possessive", true, WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE)
            | flag(settings, "ignore_keywords", false, WordDelimiterGraphFilter.IGNORE_KEYWORDS);
        var keep = Analysis.getWordSet(environment, settings, "protected_words");
        return input -> new WordDelimiterGraphFilter(input, flags, keep);
    }

    private static int flag(Settings settings, String name, boolean standard, int bit) {
        return settings.getAsBoolean(name, standard) ? bit : 0;
    }

    static String required(Settings settings, String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing for a filter of type [" + settings.get("type") + "]");
        }
        return value;
    }

    private static AnalysisProvider<TokenFilterFactory> provider(Recipe recipe) {
        return provider(Filter.InSynonyms.APPLIED, recipe);
    }

    private static AnalysisProvider<TokenFilterFactory> provider(Filter.InSynonyms inSynonyms, Recipe recipe) {
        return (index, environment, name, settings) -> new Filter(
            name,
            settings,
            inSynonyms,
            recipe.read(index, environment, settings)
        );
    }

    private static AnalysisProvider<TokenFilterFactory> normalizing(Recipe recipe) {
        return (index, environment, name, settings) -> new Filter.Normalizing(
            name,
            settings,
            recipe.read(index, environment, settings)
        );
    }

    /** Kept apart: with `preserve_original` it gives two tokens, which neither a normalizer nor a synonym rule can hold. */
    private static final class AsciiFolding extends Filter implements org.elasticsearch.index.analysis.NormalizingTokenFilterFactory {
        AsciiFolding(String name, Settings settings) {
            super(name, settings, InSynonyms.APPLIED, wrap(settings.getAsBoolean("preserve_original", false)));
        }

        private static UnaryOperator<TokenStream> wrap(boolean preserve) {
            return input -> new ASCIIFoldingFilter(input, preserve);
        }

        @Override
        public TokenStream normalize(TokenStream input) {
            return new ASCIIFoldingFilter(input);
        }

        @Override
        public TokenFilterFactory getSynonymFilter() {
            return new AsciiFolding(name(), Settings.EMPTY);
        }
    }
}
