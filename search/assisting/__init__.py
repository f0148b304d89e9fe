"""Help from a language model (语言模型协助), imported only where one is configured: it proposes and rephrases, rules decide."""
