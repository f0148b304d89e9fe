"""Homes for tests (测试数据目录): where the samples are, and settings that share one unpacked model."""

from pathlib import Path

from api.settings import Settings

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
MODELS = ROOT / ".jixiao-test-cache" / "models"


def settings(home: Path) -> Settings:
    """Return settings for a home of a test; the unpacked model is shared by all."""
    return Settings(_env_file=None, home=home, model_cache=MODELS)


def sample(number: int) -> Path:
    """Return the sample report with a number."""
    return next(SAMPLES.glob(f"{number:02}_*"))
